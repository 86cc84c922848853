CREATE TABLE events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    born date DEFAULT CURRENT_DATE,
    made timestamp DEFAULT now(),
    seen timestamp(0) without time zone DEFAULT CURRENT_TIMESTAMP(0),
    changed timestamptz DEFAULT '2020-01-01 00:00:00+02' NOT NULL,
    at time DEFAULT '08:30',
    at_zone time with time zone,
    lasts interval,
    valid tstzrange,
    utc timestamp DEFAULT timezone('utc'::text, now()),
    elsewhere timestamp DEFAULT timezone('Europe/Berlin'::text, now()),
    due timestamptz DEFAULT (now() + '1 day 02:00:00'::interval)
);
