CREATE TABLE places (
    code text PRIMARY KEY,
    name varchar NOT NULL,
    note text,
    region text,
    CONSTRAINT places_name_region UNIQUE (name, region) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE visits (
    id serial,
    place text REFERENCES places,
    note text,
    weight integer,
    PRIMARY KEY (id) INCLUDE (weight)
);
CREATE INDEX visits_note ON visits (note);
CREATE UNIQUE INDEX visits_lower ON visits (lower(place));
CREATE INDEX visits_lower_too ON visits (weight, lower(place));
CREATE INDEX visits_long ON visits (upper(note) DESC NULLS LAST);
CREATE INDEX visits_pattern ON visits (place varchar_pattern_ops, weight DESC);
CREATE INDEX visits_cover ON visits (place) INCLUDE (weight, note);
CREATE INDEX visits_hash ON visits USING hash (place);
CREATE INDEX visits_brin ON visits USING brin (weight);
CREATE INDEX visits_trigram ON visits USING gin (note gin_trgm_ops);
CREATE INDEX visits_unaccent ON visits (unaccent(note));
CREATE INDEX visits_text ON visits ((id::text));
CREATE INDEX visits_class ON visits (note my_own_ops);
CREATE UNIQUE INDEX visits_nulls ON visits (weight) NULLS NOT DISTINCT;
CREATE INDEX visits_nothing ON visits (nothing);
CREATE INDEX nobody ON nowhere (id);
ALTER INDEX missing RENAME TO found;
