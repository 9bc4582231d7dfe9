package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The entries of an application's parts that are in the same run. A part that is not, since it is not due, was not picked or
 * is another machine's, is missing here.
 */
record PartEntries(Map<String, CompletableFuture<Outcome>> outcomes) {

    static PartEntries of(ApplicationPlan plan, Map<String, CompletableFuture<Outcome>> all) {
        Map<String, CompletableFuture<Outcome>> its = new LinkedHashMap<>();
        plan.needs().stream()
                .map(need -> need.plan().name())
                .filter(all::containsKey)
                .forEach(name -> its.put(name, all.get(name)));
        return new PartEntries(its);
    }

    /**
     * What each found, by its name. The watch stands still meanwhile: their time is not the application's.
     *
     * @throws CannotTell INTERRUPTED when the run ends before
     */
    Map<String, Outcome> await(Stopwatch watch) {
        try {
            return watch.stopWhile(() -> {
                Map<String, Outcome> found = new LinkedHashMap<>();
                for (Map.Entry<String, CompletableFuture<Outcome>> entry : outcomes.entrySet()) {
                    found.put(entry.getKey(), entry.getValue().get());
                }
                return found;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while waiting for the parts", "", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verification must end with an outcome", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
