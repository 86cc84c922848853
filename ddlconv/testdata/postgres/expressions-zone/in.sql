CREATE TABLE e (
    id integer,
    at timestamptz DEFAULT now(),
    ts timestamp DEFAULT now(),
    d date DEFAULT now()::date,
    seconds bigint DEFAULT extract(epoch FROM now()),
    millis bigint DEFAULT (date_part('epoch'::text, now()) * (1000)::double precision),
    later double precision DEFAULT extract(epoch FROM now() + interval '1 day'),
    year integer DEFAULT date_part('year', CURRENT_TIMESTAMP),
    midnight timestamptz DEFAULT date_trunc('day', now()),
    tomorrow timestamptz DEFAULT (now() + interval '1 day'),
    CONSTRAINT ordered CHECK (at >= ts)
);
CREATE VIEW in_utc AS SELECT id FROM e WHERE at > now() - interval '1 hour';
CREATE VIEW of_clock AS SELECT id FROM e WHERE ts > now() - interval '1 hour' AND d <= now() AND ts BETWEEN now() - interval '2 days' AND now();
CREATE VIEW mixed AS SELECT at = ts AS same FROM e;
CREATE VIEW mixed_days AS SELECT id FROM e WHERE at BETWEEN d AND now();
CREATE VIEW parts AS SELECT extract(epoch FROM now()) AS n, extract(hour FROM now()) AS h, now()::date AS today, to_char(now(), 'YYYY') AS y FROM e;
CREATE VIEW cast_up AS SELECT ts::timestamptz AS at FROM e;
