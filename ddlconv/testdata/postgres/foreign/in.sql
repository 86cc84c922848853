CREATE TABLE parent (a integer, b integer, name text, PRIMARY KEY (a, b));
CREATE TABLE child (
    id integer PRIMARY KEY,
    a integer,
    b bigint,
    self integer REFERENCES child ON DELETE SET NULL,
    CONSTRAINT ab FOREIGN KEY (a, b) REFERENCES parent MATCH FULL ON DELETE SET NULL (a) ON UPDATE CASCADE DEFERRABLE
);
ALTER TABLE child ADD CONSTRAINT lost FOREIGN KEY (a) REFERENCES nowhere (id) NOT VALID;
