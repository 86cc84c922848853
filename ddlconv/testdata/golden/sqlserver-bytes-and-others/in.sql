CREATE TABLE dbo.Things (
    Id uniqueidentifier ROWGUIDCOL NOT NULL PRIMARY KEY DEFAULT (newsequentialid()),
    Hash binary(32) NOT NULL,
    Long binary(500) NULL,
    Raw varbinary(max) NULL,
    Picture image NULL,
    Version rowversion,
    Doc xml NULL,
    Typed xml (CONTENT dbo.ThingSchemas) NULL,
    Any_ sql_variant NULL,
    Node hierarchyid NULL,
    Shape geometry NOT NULL,
    Spot geography NULL,
    Payload json NULL,
    Embedding vector(3, float16) NULL
)
GO
CREATE SPATIAL INDEX sx_shape ON dbo.Things (Shape) USING GEOMETRY_GRID WITH (BOUNDING_BOX = (0, 0, 10, 10))
CREATE PRIMARY XML INDEX px_doc ON dbo.Things (Doc)
CREATE VECTOR INDEX vx ON dbo.Things (Embedding) WITH (metric = 'cosine')
GO
