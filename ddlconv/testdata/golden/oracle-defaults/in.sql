CREATE TABLE settings (
  id       NUMBER(9) NOT NULL,
  owner    VARCHAR2(30) DEFAULT USER,
  host     VARCHAR2(64) DEFAULT SYS_CONTEXT('USERENV', 'HOST'),
  first    VARCHAR2(20),
  last     VARCHAR2(20),
  whole    VARCHAR2(41) GENERATED ALWAYS AS (first || ' ' || last) VIRTUAL,
  doubled  AS (id * 2),
  loud     AS (UPPER(first)),
  odd      AS (DECODE(id, 1, 2)),
  picked   AS (COALESCE(first, last)),
  digest   VARCHAR2(64) AS (STANDARD_HASH(first)),
  CHECK (last IS NOT NULL),
  CONSTRAINT settings_ck CHECK (REGEXP_COUNT(first, 'a') > 0),
  CONSTRAINT settings_in CHECK (NVL(first, '-') IN ('a', 'b', '-'))
);
