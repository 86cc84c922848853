CREATE TABLE measured (
    id integer PRIMARY KEY,
    first text,
    last text,
    inches numeric(6,2),
    whole text GENERATED ALWAYS AS (first || ' ' || last) STORED,
    cm numeric(8,2) GENERATED ALWAYS AS (inches * 2.54) STORED,
    words tsvector GENERATED ALWAYS AS (to_tsvector('english', first)) STORED,
    half numeric GENERATED ALWAYS AS (inches / 2) VIRTUAL
);
