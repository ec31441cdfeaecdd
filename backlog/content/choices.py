"""The fixed values of fields in German, and what the numbers of the scales stand for."""

from __future__ import annotations

# Choices in German, read beside their ids wherever they stand; with the name of their field in front
# where the same id means something else in another.
GERMAN_CHOICES: dict[str, str] = {
    "content": "Inhalte fehlen",
    "approval": "Freigabe steht aus",
    "tracking": "Tracking unklar",
    "sales": "Vertrieb: Rückmeldung fehlt",
    "other": "Sonstiges",
    "above": "übertroffen",
    "met": "erreicht",
    "below": "unter Erwartung",
    "none": "keine Wirkung",
    "unmeasured": "nicht messbar",
    "repeat": "wiederholen",
    "adapt": "anpassen",
    "stop": "beenden",
    "active": "aktiv",
    "paused": "pausiert",
    "achieved": "erreicht",
    "finished": "abgeschlossen",
    "dropped": "verworfen",
    "review": "Wochen-Review",
    "planning": "Planung",
    "strategy": "Strategie-Abgleich",
    "intake": "Anfragerunde",
    "visibility": "Sichtbarkeit",
    "brand": "Marke",
    "purpose.sales": "Vertrieb",
    "purpose.recruiting": "Personalgewinnung",
}

# Texts of the scales, where [ice] says nothing else.
SCALES: dict[str, dict[int, str]] = {
    "impact": {
        1: "hardly noticed",
        3: "moves the goal's figure visibly",
        5: "could reach a large part of the goal alone",
    },
    "confidence": {1: "a feeling", 3: "seen elsewhere", 5: "own data or a test"},
    "effort": {1: "half a day", 2: "two days", 3: "a week", 4: "a month", 5: "more"},
}
