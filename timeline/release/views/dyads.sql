-- One row per event, actor and recipient; events that lack one of the two are left out.
SELECT
    events.event_id,
    events.event_type,
    events.event_mode,
    events.date_start,
    events.status,
    source.actor_id AS actor_id,
    source.country AS actor_country,
    source.sector AS actor_sector,
    target.actor_id AS recipient_id,
    target.country AS recipient_country,
    target.sector AS recipient_sector
FROM events
INNER JOIN event_actors AS source ON source.event_id = events.event_id AND source.role = 'actor'
INNER JOIN event_actors AS target ON target.event_id = events.event_id AND target.role = 'recipient'
ORDER BY events.event_id, source.position, target.position
