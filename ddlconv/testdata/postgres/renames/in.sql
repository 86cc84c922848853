-- An enum that gets another value by way of another type.
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN rating AS integer CONSTRAINT least CHECK (VALUE > 0);
CREATE TABLE day (id integer, mood mood, stars rating);
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('good', 'bad', 'fair');
ALTER TABLE day ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
ALTER DOMAIN rating RENAME CONSTRAINT least TO at_least_one;
ALTER DOMAIN rating RENAME TO stars;
ALTER DOMAIN stars ADD CONSTRAINT most CHECK (VALUE < 6) NOT VALID;
CREATE SCHEMA kinds;
ALTER TYPE mood SET SCHEMA kinds;
CREATE TABLE night (id integer, mood kinds.mood, stars stars);

-- Views go on to read what has another name, and their own names follow.
CREATE VIEW good_days AS SELECT day.id FROM day WHERE day.mood = 'good';
CREATE VIEW some_days AS WITH day AS (SELECT id FROM good_days) SELECT id FROM day;
ALTER VIEW good_days RENAME TO fine_days;
ALTER TABLE day RENAME TO days;
CREATE VIEW fine_again AS SELECT id FROM fine_days;

-- A sequence, and what counts by it.
CREATE SEQUENCE counter START WITH 5;
CREATE SEQUENCE spare;
CREATE TABLE counted (id integer DEFAULT nextval('counter') PRIMARY KEY);
ALTER SEQUENCE counter RENAME TO numbers;
ALTER SEQUENCE spare SET SCHEMA kinds;
SELECT setval('numbers', 40);

-- Ranges of the script's own, a composite type that grows, and a partition that is cut off in two steps.
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TYPE pair AS (a integer);
ALTER TYPE pair ADD ATTRIBUTE b integer;
CREATE TABLE spans (id integer, open span);
CREATE TABLE whole (a integer) PARTITION BY RANGE (a);
CREATE TABLE piece PARTITION OF whole FOR VALUES FROM (1) TO (5);
ALTER TABLE whole DETACH PARTITION piece CONCURRENTLY;
ALTER TABLE whole DETACH PARTITION piece FINALIZE;
ALTER TABLE spans INHERIT nobody;
ALTER TABLE spans ADD EXCLUDE USING gist (open WITH &&) DEFERRABLE;
