// By what items can be told apart, and the choice among it in the address, so that a link can be sent.
"use strict";
{
  const NONE = ""; // chosen: what has no value of a kind
  const { say, single } = backlog;

  const keep = (chosen, kinds) => {
    const parameters = backlog.asked();
    for (const { key } of kinds) parameters.delete(key);
    for (const [key, values] of chosen) for (const value of values) parameters.append(key, value);
    const text = parameters.toString().replace(/=(?=&|$)/g, "");
    const [place] = location.hash.split("?");
    const within = `${place || "#"}${text && `?${text}`}`;
    try {
      history.replaceState(history.state, "", single ? within : `${location.pathname}${text && `?${text}`}${place}`);
    } catch {
      location.replace(within); // a browser that changes no address of a folder
    }
  };

  // What one can filter by: the key in the address, a head, the values of an item, and how to call them.
  const kindsOf = (data) => {
    const named = (list) => {
      const names = new Map(list.map(({ id, name }) => [id, name]));
      return (id) => names.get(id) ?? id;
    };
    const teams = new Map(data.people.map(({ id, team }) => [id, team]));
    const person = named(data.people);
    const one = (value) => (value === undefined ? [NONE] : [value]);
    const listed = (list) => new Map(list.map(({ id }, place) => [id, place]));
    const people = data.items.some(({ owner, reviewer }) => owner || reviewer);
    const kinds = [
      { key: "blocked", head: say("Blocked"), quick: true, of: (item) => (item.blocked ? [NONE] : []), name: () => "" },
      { key: "status", head: say("Status"), of: (item) => [item.status], name: named(data.statuses), order: listed(data.statuses) },
      { key: "goal", head: say("Goal"), of: (item) => one(item.goal), name: named(data.goals) },
      { key: "initiative", head: say("Initiative"), of: (item) => one(item.initiative), name: named(data.initiatives) },
      { key: "channel", head: say("Channel"), of: (item) => one(item.channel), name: named(data.channels) },
      { key: "tag", head: say("Tag"), of: (item) => (item.tags?.length ? item.tags : [NONE]), name: (tag) => tag },
    ];
    if (people)
      kinds.splice(
        1,
        0,
        { key: "person", head: say("Mine"), quick: true, people: person, of: ({ owner, reviewer }) => [owner, reviewer], name: (id) => say("Work of {name}, approvals too", { name: person(id) }) },
        { key: "owner", head: say("Owner"), of: (item) => one(item.owner), name: person },
        { key: "team", head: say("Team"), of: ({ owner }) => one(teams.get(owner) || undefined), name: (team) => team },
      );
    return kinds;
  };

  backlog.kinds = { NONE, keep, kindsOf };
}
