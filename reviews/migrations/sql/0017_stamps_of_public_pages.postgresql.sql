CREATE OR REPLACE FUNCTION stamp_reviews_addressee() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_addressee AFTER INSERT OR UPDATE OR DELETE ON reviews_addressee FOR EACH ROW EXECUTE FUNCTION stamp_reviews_addressee();

CREATE OR REPLACE FUNCTION stamp_reviews_callforevidence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_callforevidence AFTER INSERT OR UPDATE OR DELETE ON reviews_callforevidence FOR EACH ROW EXECUTE FUNCTION stamp_reviews_callforevidence();

CREATE OR REPLACE FUNCTION stamp_reviews_endorsement() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_endorsement AFTER INSERT OR UPDATE OR DELETE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION stamp_reviews_endorsement();

CREATE OR REPLACE FUNCTION stamp_reviews_evidence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidence AFTER INSERT OR UPDATE OR DELETE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidence();

CREATE OR REPLACE FUNCTION stamp_reviews_evidencefile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidencefile AFTER INSERT OR UPDATE OR DELETE ON reviews_evidencefile FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidencefile();

CREATE OR REPLACE FUNCTION stamp_reviews_evidencesession() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidencesession AFTER INSERT OR UPDATE OR DELETE ON reviews_evidencesession FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidencesession();

CREATE OR REPLACE FUNCTION stamp_reviews_figuretable() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_figuretable AFTER INSERT OR UPDATE OR DELETE ON reviews_figuretable FOR EACH ROW EXECUTE FUNCTION stamp_reviews_figuretable();

CREATE OR REPLACE FUNCTION stamp_reviews_invitation() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_invitation AFTER INSERT OR UPDATE OR DELETE ON reviews_invitation FOR EACH ROW EXECUTE FUNCTION stamp_reviews_invitation();

CREATE OR REPLACE FUNCTION stamp_reviews_notice() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_notice AFTER INSERT OR UPDATE OR DELETE ON reviews_notice FOR EACH ROW EXECUTE FUNCTION stamp_reviews_notice();

CREATE OR REPLACE FUNCTION stamp_reviews_panellist() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_panellist AFTER INSERT OR UPDATE OR DELETE ON reviews_panellist FOR EACH ROW EXECUTE FUNCTION stamp_reviews_panellist();

CREATE OR REPLACE FUNCTION stamp_reviews_parent() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_parent AFTER INSERT OR UPDATE OR DELETE ON reviews_parent FOR EACH ROW EXECUTE FUNCTION stamp_reviews_parent();

CREATE OR REPLACE FUNCTION stamp_reviews_progressentry() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_progressentry AFTER INSERT OR UPDATE OR DELETE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION stamp_reviews_progressentry();

CREATE OR REPLACE FUNCTION stamp_reviews_recommendation() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_recommendation AFTER INSERT OR UPDATE OR DELETE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION stamp_reviews_recommendation();

CREATE OR REPLACE FUNCTION stamp_reviews_reportversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reportversion AFTER INSERT OR UPDATE OR DELETE ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reportversion();

CREATE OR REPLACE FUNCTION stamp_reviews_response() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_response AFTER INSERT OR UPDATE OR DELETE ON reviews_response FOR EACH ROW EXECUTE FUNCTION stamp_reviews_response();

CREATE OR REPLACE FUNCTION stamp_reviews_review() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_review AFTER INSERT OR UPDATE OR DELETE ON reviews_review FOR EACH ROW EXECUTE FUNCTION stamp_reviews_review();

CREATE OR REPLACE FUNCTION stamp_reviews_reviewitem() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reviewitem AFTER INSERT OR UPDATE OR DELETE ON reviews_reviewitem FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reviewitem();

CREATE OR REPLACE FUNCTION stamp_reviews_reviewmethod() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reviewmethod AFTER INSERT OR UPDATE OR DELETE ON reviews_reviewmethod FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reviewmethod();

CREATE OR REPLACE FUNCTION stamp_reviews_reviewstep() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reviewstep AFTER INSERT OR UPDATE OR DELETE ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reviewstep();

CREATE OR REPLACE FUNCTION stamp_reviews_scopeagreement() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_scopeagreement AFTER INSERT OR UPDATE OR DELETE ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION stamp_reviews_scopeagreement();

CREATE OR REPLACE FUNCTION stamp_reviews_scopepoint() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_scopepoint AFTER INSERT OR UPDATE OR DELETE ON reviews_scopepoint FOR EACH ROW EXECUTE FUNCTION stamp_reviews_scopepoint();

CREATE OR REPLACE FUNCTION stamp_reviews_witness() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_witness AFTER INSERT OR UPDATE OR DELETE ON reviews_witness FOR EACH ROW EXECUTE FUNCTION stamp_reviews_witness();
