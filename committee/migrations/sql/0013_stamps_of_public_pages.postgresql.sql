CREATE OR REPLACE FUNCTION stamp_pages(changed bigint) RETURNS void AS $$
DECLARE
    done text := coalesce(current_setting('portal.stamped', true), '');
    drawn bigint := floor(random() * 1099511627776)::bigint;
    made bigint;
BEGIN
    IF strpos(done, ',' || changed || ',') > 0 THEN RETURN; END IF;
    PERFORM set_config('portal.stamped', done || ',' || changed || ',', true);
    INSERT INTO committee_pagestamp (key, token) VALUES (changed, drawn) RETURNING id INTO made;
    IF drawn % 16 = 0 THEN
        DELETE FROM committee_pagestamp WHERE id IN
            (SELECT id FROM committee_pagestamp WHERE key = changed AND id < made ORDER BY id FOR UPDATE SKIP LOCKED);
    END IF;
END; $$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION stamp_committee_closedday() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_closedday AFTER INSERT OR UPDATE OR DELETE ON committee_closedday FOR EACH ROW EXECUTE FUNCTION stamp_committee_closedday();

CREATE OR REPLACE FUNCTION stamp_committee_committee() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_committee AFTER INSERT OR UPDATE OR DELETE ON committee_committee FOR EACH ROW EXECUTE FUNCTION stamp_committee_committee();

CREATE OR REPLACE FUNCTION stamp_committee_committee_predecessors() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_committee_predecessors AFTER INSERT OR UPDATE OR DELETE ON committee_committee_predecessors FOR EACH ROW EXECUTE FUNCTION stamp_committee_committee_predecessors();

CREATE OR REPLACE FUNCTION stamp_committee_council() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_council AFTER INSERT OR UPDATE OR DELETE ON committee_council FOR EACH ROW EXECUTE FUNCTION stamp_committee_council();

CREATE OR REPLACE FUNCTION stamp_committee_division() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_division AFTER INSERT OR UPDATE OR DELETE ON committee_division FOR EACH ROW EXECUTE FUNCTION stamp_committee_division();

CREATE OR REPLACE FUNCTION stamp_committee_groupmembership() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_groupmembership AFTER INSERT OR UPDATE OR DELETE ON committee_groupmembership FOR EACH ROW EXECUTE FUNCTION stamp_committee_groupmembership();

CREATE OR REPLACE FUNCTION stamp_committee_municipalyear() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_municipalyear AFTER INSERT OR UPDATE OR DELETE ON committee_municipalyear FOR EACH ROW EXECUTE FUNCTION stamp_committee_municipalyear();

CREATE OR REPLACE FUNCTION stamp_committee_person() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_person AFTER INSERT OR UPDATE OR DELETE ON committee_person FOR EACH ROW EXECUTE FUNCTION stamp_committee_person();

CREATE OR REPLACE FUNCTION stamp_committee_politicalgroup() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_politicalgroup AFTER INSERT OR UPDATE OR DELETE ON committee_politicalgroup FOR EACH ROW EXECUTE FUNCTION stamp_committee_politicalgroup();

CREATE OR REPLACE FUNCTION stamp_committee_portfolio() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_portfolio AFTER INSERT OR UPDATE OR DELETE ON committee_portfolio FOR EACH ROW EXECUTE FUNCTION stamp_committee_portfolio();

CREATE OR REPLACE FUNCTION stamp_committee_portfolioholding() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_portfolioholding AFTER INSERT OR UPDATE OR DELETE ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION stamp_committee_portfolioholding();

CREATE OR REPLACE FUNCTION stamp_committee_post() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_post AFTER INSERT OR UPDATE OR DELETE ON committee_post FOR EACH ROW EXECUTE FUNCTION stamp_committee_post();

CREATE OR REPLACE FUNCTION stamp_committee_seat() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_seat AFTER INSERT OR UPDATE OR DELETE ON committee_seat FOR EACH ROW EXECUTE FUNCTION stamp_committee_seat();

CREATE OR REPLACE FUNCTION stamp_committee_term() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_term AFTER INSERT OR UPDATE OR DELETE ON committee_term FOR EACH ROW EXECUTE FUNCTION stamp_committee_term();

CREATE OR REPLACE FUNCTION stamp_committee_venue() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_venue AFTER INSERT OR UPDATE OR DELETE ON committee_venue FOR EACH ROW EXECUTE FUNCTION stamp_committee_venue();

CREATE OR REPLACE FUNCTION stamp_committee_storedfile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_storedfile AFTER UPDATE OR DELETE ON committee_storedfile FOR EACH ROW EXECUTE FUNCTION stamp_committee_storedfile();
