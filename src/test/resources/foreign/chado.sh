# Chado: genomes. A view for each term of an ontology, in a schema of its own.
psql -d postgres -c 'create database chado'
# An operator that PostgreSQL renamed in version 8.2 and dropped in version 14.
sed 's/ @ box/ <@ box/' "$scripts/gmod/chado/modules/default_schema.sql" | psql -d chado
psql -d chado <<'SQL'
-- As published, what pg_dump writes of it does not come back whole: indexes call functions that find others by the
-- search path, which a restore has none of.
alter function boxrange(bigint, bigint) set search_path = public;
alter function boxrange(bigint, bigint, bigint) set search_path = public;
alter function boxquery(bigint, bigint) set search_path = public;
insert into db (name) values ('local');
insert into cv (name) values ('sequence');
insert into dbxref (db_id, accession) select (select db_id from db where name = 'local'), 'T' || n from generate_series(1, 40) n;
insert into cvterm (cv_id, name, dbxref_id)
  select (select cv_id from cv where name = 'sequence'), (array['gene', 'mRNA', 'exon', 'CDS', 'intron'])[n], dbxref_id
  from generate_series(1, 5) n join dbxref on accession = 'T' || n;
insert into organism (genus, species) values ('Drosophila', 'melanogaster'), ('Mus', 'musculus');
insert into feature (organism_id, uniquename, residues, type_id, timeaccessioned)
  select (select min(organism_id) from organism) + n % 2, 'f' || n, repeat('ACGT', n % 50),
         (select cvterm_id from cvterm where name = (array['gene', 'mRNA', 'exon', 'CDS', 'intron'])[n % 5 + 1] limit 1),
         timestamp '2026-11-20' - n * interval '1 minute'
  from generate_series(1, 20000) n;
insert into featureloc (feature_id, srcfeature_id, fmin, fmax, strand)
  select feature_id, (select min(feature_id) from feature), feature_id * 10, feature_id * 10 + 7, 1 from feature;
SQL
