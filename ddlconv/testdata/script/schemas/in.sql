-- schema sales
CREATE TABLE item (id int NOT NULL PRIMARY KEY, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE line (item int, KEY (item), CONSTRAINT of FOREIGN KEY (item) REFERENCES item (id));
-- schema stock
CREATE TABLE item (id int NOT NULL PRIMARY KEY, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE place (item int, sold int, KEY (item), KEY (sold), CONSTRAINT of FOREIGN KEY (item) REFERENCES item (id), CONSTRAINT sold FOREIGN KEY (sold) REFERENCES sales.item (id));
CREATE TABLE sales_item (id int NOT NULL PRIMARY KEY);
