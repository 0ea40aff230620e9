ALTER TABLE committee_municipalyear ADD CONSTRAINT municipal_years_do_not_overlap EXCLUDE USING gist (daterange(starts, ends, '[]') WITH &&);
