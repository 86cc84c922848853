CREATE TABLE facts (
  id int NOT NULL SKIP_INDEX(MIN_MAX),
  made datetime,
  n int,
  PRIMARY KEY (id),
  KEY covering (n) STORING (made) WITH COLUMN GROUP (each column),
  KEY big (n) BLOCK_SIZE 32768
) ORGANIZATION = HEAP TTL (made + INTERVAL 1 DAY) TABLE_MODE = 'QUEUING' TABLEGROUP = 'near'
WITH COLUMN GROUP (each column)
