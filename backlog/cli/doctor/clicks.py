"""What to click, by the names that the hosts' own pages have, in the language in which they have them."""

_ACTIONS = "Settings → Actions → General → Workflow permissions → "
_RULESETS = "Settings → Rules → Rulesets → "
_PAGES = "Settings → Pages → "

MAY_PROPOSE = f"{_ACTIONS}Allow GitHub Actions to create and approve pull requests → Save"
MAY_READ = f"{_ACTIONS}Read repository contents and packages permissions → Save"
FROM_ACTIONS = f"{_PAGES}Build and deployment → Source: GitHub Actions"
UNPUBLISH = f"{_PAGES}… → Unpublish site"
VISIBILITY = f"{_PAGES}GitHub Pages visibility → Private"
PRIVATE = "Settings → General → Danger Zone → Change visibility → Change to private"
CHECKS = f"{_RULESETS}Require status checks to pass → Add checks → check → Save changes"
APPROVALS = f"{_RULESETS}Require a pull request before merging → Required approvals: 0 → Save changes"
PROTECT = f"""{_RULESETS}New ruleset → New branch ruleset
Enforcement status: Active; Target branches → Add target → Include default branch
Require a pull request before merging; Required approvals: 0
Require status checks to pass → Add checks → check
Block force pushes → Create"""
AUTO_MERGE = "Settings → General → Pull Requests → Allow auto-merge"
ARTIFACT = "Actions → {workflow} → Artifacts → site"
MEMBERS = "Settings → General → Visibility, project features, permissions → Pages → Only project members"
PIPELINES = "Settings → Merge requests → Merge checks → Pipelines must succeed"
