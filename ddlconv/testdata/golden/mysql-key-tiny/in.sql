CREATE TABLE t (
  a tinyblob NOT NULL,
  b tinytext,
  PRIMARY KEY (a(256)),
  UNIQUE KEY u (a(256), b(10)),
  KEY k (b(300))
)
