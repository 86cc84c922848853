CREATE TABLE loans (
  id int NOT NULL PRIMARY KEY,
  book_id int NOT NULL,
  reader_id int,
  branch_id int,
  FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE,
  CONSTRAINT loans_ibfk_4 FOREIGN KEY (reader_id) REFERENCES readers (id),
  FOREIGN KEY (branch_id) REFERENCES branches (id)
) ENGINE=InnoDB
