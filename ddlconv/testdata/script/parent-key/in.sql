CREATE TABLE parent (id int NOT NULL PRIMARY KEY, code int, part int);
CREATE TABLE child (
  code int, part int, id int, KEY (code), KEY (part, code), KEY (id),
  CONSTRAINT one FOREIGN KEY (code) REFERENCES parent (code),
  CONSTRAINT two FOREIGN KEY (part, code) REFERENCES parent (part, code),
  CONSTRAINT three FOREIGN KEY (id) REFERENCES parent
);
