package com.practice.chat;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The app's own background work: two threads, a bounded queue. */
final class Background {
    private static final int WAITING_LIMIT = 200;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, work -> {
        Thread made = new Thread(work, "practice-background");
        made.setDaemon(true);
        return made;
    });

    void run(Runnable work) {
        after(0, work);
    }

    /** Past its bound, work is dropped. */
    void after(long delayMs, Runnable work) {
        if (threads.getQueue().size() < WAITING_LIMIT) {
            threads.schedule(work, delayMs, TimeUnit.MILLISECONDS);
        }
    }
}
