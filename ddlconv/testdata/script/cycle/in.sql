CREATE TABLE employee (
  id int NOT NULL PRIMARY KEY,
  department int,
  chief int,
  KEY (department),
  KEY (chief),
  CONSTRAINT works_in FOREIGN KEY (department) REFERENCES department (id),
  CONSTRAINT follows FOREIGN KEY (chief) REFERENCES employee (id)
);
CREATE TABLE department (
  id int NOT NULL PRIMARY KEY,
  head int,
  KEY (head),
  CONSTRAINT led_by FOREIGN KEY (head) REFERENCES employee (id)
);
