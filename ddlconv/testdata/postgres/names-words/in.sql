CREATE TABLE step ("when" timestamp, "then" integer, "end" integer, "case" integer, "and" boolean, day date, id integer PRIMARY KEY, kind text,
    CHECK (CASE WHEN "when" IS NULL THEN "then" > 0 ELSE NULL END),
    CHECK ("end" > "case" OR "and"),
    total integer GENERATED ALWAYS AS (CASE "case" WHEN 1 THEN "end" ELSE NULL END) STORED);
CREATE UNIQUE INDEX step_kind ON step (kind) WHERE "when" IS NOT NULL;
