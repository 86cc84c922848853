CREATE TABLE orders (
  id bigint NOT NULL,
  customer bigint,
  shop int,
  PRIMARY KEY (id),
  CONSTRAINT to_customer FOREIGN KEY (customer) REFERENCES customer (id),
  CONSTRAINT to_shop FOREIGN KEY (shop) REFERENCES shop (code),
  CONSTRAINT to_depot FOREIGN KEY (shop) REFERENCES logistics.depot (id)
);
CREATE TABLE shop (id int NOT NULL PRIMARY KEY);
