-- Names in quotes keep their case: these are two tables, and four columns.
CREATE TABLE ORDERS (
  ID NUMBER(9) PRIMARY KEY,
  NAME VARCHAR2(20),
  "Name" VARCHAR2(40) NOT NULL,
  "name" VARCHAR2(60),
  CONSTRAINT ORDERS_NAME_CK CHECK ("Name" <> NAME),
  CONSTRAINT ORDERS_NAME_UK UNIQUE ("Name")
);
CREATE TABLE "Orders" (
  "Id" NUMBER(9) PRIMARY KEY,
  "Parent" NUMBER(9) REFERENCES orders,
  "Name" VARCHAR2(40) REFERENCES ORDERS ("Name")
);
CREATE TABLE LINES (
  LINE NUMBER(9) PRIMARY KEY,
  A NUMBER(9) REFERENCES "Orders" ("Id"),
  B NUMBER(9) REFERENCES orders (id)
);
CREATE INDEX LINES_A ON LINES (A);
CREATE INDEX "Orders_Parent" ON "Orders" ("Parent");
CREATE INDEX ORDERS_BOTH ON ORDERS (NAME, "name");
COMMENT ON TABLE "Orders" IS 'the second';
COMMENT ON TABLE Orders IS 'the first';
COMMENT ON COLUMN orders."name" IS 'the third name';
COMMENT ON COLUMN orders.name IS 'the first name';
ALTER TABLE "Orders" ADD (AMOUNT NUMBER(10, 2), "Amount" NUMBER(12, 4));
ALTER TABLE orders MODIFY ("Name" DEFAULT 'none');
CREATE VIEW BOTH_ORDERS AS
  SELECT o.id, o.name, o."Name" AS second_name, p."Parent" FROM orders o JOIN "Orders" p ON p."Id" = o.id;

-- A column given twice, which Oracle refuses.
CREATE TABLE TWICE (A NUMBER(5), B DATE, a VARCHAR2(3));
ALTER TABLE TWICE ADD (B TIMESTAMP);

-- A foreign key follows its parent to a new name; a name that is taken is told.
CREATE TABLE OLD_PARENT (ID NUMBER(9) PRIMARY KEY);
CREATE TABLE CHILD (ID NUMBER(9) PRIMARY KEY, PARENT NUMBER(9) REFERENCES OLD_PARENT);
RENAME OLD_PARENT TO NEW_PARENT;
ALTER TABLE NEW_PARENT RENAME TO LINES;
