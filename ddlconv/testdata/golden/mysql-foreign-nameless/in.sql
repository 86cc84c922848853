CREATE TABLE loans (
  branch_id int NOT NULL,
  book_id int NOT NULL,
  reader_id int,
  PRIMARY KEY (book_id, branch_id),
  FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE,
  CONSTRAINT loans_ibfk_4 FOREIGN KEY (reader_id) REFERENCES readers (id),
  FOREIGN KEY (branch_id, book_id) REFERENCES shelves (branch_id, book_id)
) ENGINE=InnoDB
