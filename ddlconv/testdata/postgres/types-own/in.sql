CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'happy';
ALTER TYPE mood ADD VALUE 'glum' BEFORE 'ok';
CREATE TYPE pair AS (a integer, b text);
CREATE DOMAIN year AS integer NOT NULL CONSTRAINT year_check CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN late_year AS year DEFAULT 2000 CHECK (VALUE > 1999);
CREATE TABLE owned (
    id serial PRIMARY KEY,
    feeling mood DEFAULT 'ok'::mood NOT NULL,
    feelings mood[],
    pairs pair,
    released year,
    again late_year
);
COMMENT ON TYPE mood IS 'how it goes';
ALTER TYPE nowhere ADD VALUE 'x';
