CREATE OR REPLACE FUNCTION down_reviews_review_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_review' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_reviews_review_update BEFORE UPDATE ON reviews_review FOR EACH ROW EXECUTE FUNCTION down_reviews_review_update();

CREATE OR REPLACE FUNCTION down_reviews_recommendation_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_recommendation' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION down_reviews_recommendation_update();

CREATE OR REPLACE FUNCTION down_reviews_response_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_response' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_reviews_response_update BEFORE UPDATE ON reviews_response FOR EACH ROW EXECUTE FUNCTION down_reviews_response_update();
