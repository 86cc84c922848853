CREATE TABLE parent (
  id int NOT NULL PRIMARY KEY,
  code char(10) NOT NULL,
  word varchar(10) CHARACTER SET gbk NOT NULL,
  UNIQUE KEY (code), UNIQUE KEY (word)
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE child (
  a bigint, b varchar(30), c varchar(10), d decimal(12,2),
  KEY (a), KEY (b), KEY (c), KEY (d),
  FOREIGN KEY (a) REFERENCES parent (id),
  FOREIGN KEY (b) REFERENCES parent (code),
  FOREIGN KEY (c) REFERENCES parent (word),
  FOREIGN KEY (d) REFERENCES parent (id)
) DEFAULT CHARSET=utf8mb4;
