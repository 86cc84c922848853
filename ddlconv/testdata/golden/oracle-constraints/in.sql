CREATE TABLE parents (
  id   NUMBER(6) CONSTRAINT parents_pk PRIMARY KEY USING INDEX PCTFREE 10 TABLESPACE users,
  code VARCHAR2(10) CONSTRAINT parents_code_nn NOT NULL ENABLE,
  kind VARCHAR2(10),
  CONSTRAINT parents_uk UNIQUE (code, kind)
);
CREATE TABLE children (
  id     NUMBER(6) NOT NULL,
  parent NUMBER(4),
  other  NUMBER(6) NOT NULL DISABLE,
  far    NUMBER(6) CONSTRAINT children_far REFERENCES abroad.places (id),
  up     NUMBER(6),
  CONSTRAINT children_pk PRIMARY KEY (id) USING INDEX (CREATE UNIQUE INDEX children_px ON children (id)),
  CONSTRAINT children_parent FOREIGN KEY (parent) REFERENCES parents ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT children_other FOREIGN KEY (other) REFERENCES parents (id) ON DELETE SET NULL ENABLE NOVALIDATE,
  CONSTRAINT children_up FOREIGN KEY (up) REFERENCES children (id) DISABLE,
  CONSTRAINT children_ck CHECK (id > 0) DISABLE
);
CREATE INDEX children_parent_ix ON children (parent);
CREATE INDEX parents_uk_ix ON parents (code, kind);

-- NOT NULL has a state, too
CREATE TABLE states (
  a NUMBER(5) NOT NULL DEFERRABLE INITIALLY DEFERRED,
  b NUMBER(5) CONSTRAINT states_b NOT NULL ENABLE NOVALIDATE,
  c NUMBER(5) NOT NULL DISABLE
);
-- a unique key over an expression that may be null
CREATE UNIQUE INDEX states_u ON states (CASE WHEN a = 1 THEN b END, a);
