package android.os;

import java.util.concurrent.LinkedBlockingQueue;

/** Android's own way of handing work to a thread, as far as its names go: post, enqueueMessage, dispatchMessage. */
public class Handler {
    final MessageQueue queue = new MessageQueue();

    public static Handler ofNewThread() {
        Handler made = new Handler();
        Thread thread = new Thread(() -> {
            try {
                for (;;) {
                    Message next = made.queue.next();
                    made.dispatchMessage(next);
                }
            } catch (InterruptedException e) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return made;
    }

    public boolean post(Runnable r) {
        Message message = new Message();
        message.callback = r;
        return queue.enqueueMessage(message, 0);
    }

    public void dispatchMessage(Message message) { message.callback.run(); }
}

class MessageQueue {
    private final LinkedBlockingQueue<Message> waiting = new LinkedBlockingQueue<>();

    boolean enqueueMessage(Message message, long when) { return waiting.offer(message); }
    Message next() throws InterruptedException { return waiting.take(); }
}
