-- One wide row per event: its article, first actor, recipient and speaker, contexts, place.
WITH first AS (
    SELECT
        part.event_id,
        part.role,
        part.actor_id,
        coalesce(actors.name, actors.name_local, part.mention_text) AS name,
        part.country,
        part.sector
    FROM event_actors AS part
    LEFT JOIN actors USING (actor_id)
    WHERE part.position = 0
),
context AS (
    SELECT event_id, string_agg(context, '; ' ORDER BY context) AS contexts
    FROM event_contexts
    GROUP BY event_id
)
SELECT
    events.event_id,
    events.article_id,
    articles.source,
    articles.document_id,
    articles.url,
    articles.language,
    articles.published_on,
    events.event_type,
    events.event_mode,
    events.quad_class,
    events.cameo_root,
    context.contexts,
    events.date_start,
    events.date_end,
    events.date_precision,
    events.date_basis,
    events.status,
    events.core,
    events.confidence,
    actor.actor_id AS actor_id,
    actor.name AS actor,
    actor.country AS actor_country,
    actor.sector AS actor_sector,
    recipient.actor_id AS recipient_id,
    recipient.name AS recipient,
    recipient.country AS recipient_country,
    recipient.sector AS recipient_sector,
    speaker.actor_id AS speaker_id,
    speaker.name AS speaker,
    events.location_id,
    coalesce(locations.name, locations.name_local) AS location,
    locations.feature AS location_feature,
    locations.country AS location_country,
    locations.admin1 AS location_admin1,
    locations.latitude,
    locations.longitude,
    locations.geonames_id,
    events.geo_precision,
    events.killed_low,
    events.killed_high,
    events.injured_low,
    events.injured_high,
    events.captured_low,
    events.captured_high,
    events.trigger_text,
    events.summary,
    events.coder
FROM events
LEFT JOIN articles USING (article_id)
LEFT JOIN context USING (event_id)
LEFT JOIN first AS actor ON actor.event_id = events.event_id AND actor.role = 'actor'
LEFT JOIN first AS recipient ON recipient.event_id = events.event_id AND recipient.role = 'recipient'
LEFT JOIN first AS speaker ON speaker.event_id = events.event_id AND speaker.role = 'speaker'
LEFT JOIN locations USING (location_id)
ORDER BY events.event_id
