package org.visita.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import org.visita.gateway.limit.Quota.Window;

/**
 * Whether a request was admitted, and where its caller stands now.
 *
 * @param policy the caller's own limits, and what it shares with others while that is what holds it back
 * @param tightest the window that holds the caller back first
 * @param remaining requests left in that one
 * @param resetSeconds until that window is whole again; for a refused request, until it would be admitted
 * @param violated names of the windows that refused it; empty if it was admitted
 */
public record Decision(
        boolean admitted, String policy, Window tightest, long remaining, long resetSeconds, List<String> violated) {

    /** Whether a limit of the caller's own refused it, not only one that it shares with others. */
    public boolean isOfCaller() {
        return violated.stream().anyMatch(limit -> !Window.isShared(limit));
    }

    /** @param debts of each window, with the request in them if it was admitted */
    static Decision of(Window[] windows, long[] debts, boolean admitted, int weight, String own) {
        return admitted ? admitted(windows, debts, own) : refused(windows, debts, weight, own);
    }

    private static Decision admitted(Window[] windows, long[] debts, String own) {
        int tightest = 0;
        for (int i = 1; i < windows.length; i++) {
            long less = windows[tightest].remaining(debts[tightest]) - windows[i].remaining(debts[i]);
            // Of two equally tight windows the longer one holds the caller back.
            tightest = less > 0 || less == 0 && windows[i].seconds() > windows[tightest].seconds() ? i : tightest;
        }
        Window window = windows[tightest];
        long debt = debts[tightest];
        return new Decision(
                true, policy(own, window), window, window.remaining(debt), window.secondsUntilWhole(debt), List.of());
    }

    private static Decision refused(Window[] windows, long[] debts, int weight, String own) {
        List<String> violated = new ArrayList<>(windows.length);
        int slowest = -1;
        long wait = 0;
        for (int i = 0; i < windows.length; i++) {
            if (!windows[i].holds(debts[i], weight)) {
                violated.add(windows[i].name());
                long until = windows[i].secondsUntilAdmitted(debts[i], weight);
                slowest = until >= wait ? i : slowest;
                wait = Math.max(wait, until);
            }
        }
        Window window = windows[slowest];
        return new Decision(
                false, policy(own, window), window, window.remaining(debts[slowest]), wait, List.copyOf(violated));
    }

    private static String policy(String own, Window tightest) {
        return tightest.isShared() ? own + ", " + tightest.policy() : own;
    }
}
