CREATE TABLE checked (
    id integer PRIMARY KEY,
    kind text CHECK (kind IN ('a', 'b')),
    state varchar(10) DEFAULT 'new' CONSTRAINT state_known CHECK ((state)::text = ANY ((ARRAY['new'::character varying, 'old'::character varying])::text[])),
    code text CHECK (code ~ '^[A-Z]{2}\d+$'),
    mail text CHECK (mail ~~* '%@%'),
    plain text CHECK (odd_function(plain)),
    doc jsonb CHECK (jsonb_typeof(doc) = 'object'),
    first_day date,
    last_day date,
    parent integer,
    other integer,
    CHECK (first_day <= last_day),
    CHECK (num_nonnulls(parent, other) = 1),
    CONSTRAINT recent CHECK (first_day < now()),
    CONSTRAINT differs CHECK (parent IS DISTINCT FROM other) NOT VALID,
    CONSTRAINT no_overlap EXCLUDE USING gist (parent WITH =)
);
ALTER TABLE checked ADD CONSTRAINT half CHECK (parent / 2 > 1 AND char_length(kind) < 255);
ALTER TABLE checked DROP CONSTRAINT recent;
CREATE TABLE unheard (a numeric, b double precision, kind text, CHECK (a <> 'NaN'), CHECK (b BETWEEN '-Infinity' AND 5), CHECK ((a, b) IS NOT NULL), CHECK (kind <> 'NaN'));
