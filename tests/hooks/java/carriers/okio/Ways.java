package okio;

import android.os.Handler;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.*;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.*;
import okhttp3.*;

/** Ways by which work comes to another thread, each a library's own code: only who calls `go` is anybody. */
public final class Ways {
    static final ExecutorService POOL = Executors.newFixedThreadPool(2), OUTER = Executors.newFixedThreadPool(1);
    static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(1);
    static final ForkJoinPool FORK = new ForkJoinPool(2);
    static final OkHttpClient CLIENT = new OkHttpClient();

    public static void go(String way, int port, String tag) throws Exception {
        Upload up = new Upload(port, tag);
        switch (way) {
            case "here": up.run(); break;
            case "execute": { CountDownLatch l = new CountDownLatch(1); POOL.execute(() -> { up.run(); l.countDown(); }); l.await(); break; }
            case "submit": POOL.submit((Callable<String>) up).get(); break;
            case "nested": OUTER.submit(() -> POOL.submit((Runnable) up)).get().get(); break;
            case "schedule": LATER.schedule((Runnable) up, 5, TimeUnit.MILLISECONDS).get(); break;
            case "again": {
                CountDownLatch l = new CountDownLatch(2);
                ScheduledFuture<?> f = LATER.scheduleWithFixedDelay(() -> { if (l.getCount() == 1) up.run(); l.countDown(); }, 1, 1, TimeUnit.MILLISECONDS);
                l.await();
                f.cancel(false);
                break;
            }
            case "future": CompletableFuture.supplyAsync(up::call, FORK).get(); break;
            case "then": CompletableFuture.supplyAsync(() -> 1, FORK).thenAcceptAsync(x -> up.run(), POOL).get(); break;
            case "fork": FORK.submit((Callable<String>) up).get(); break;
            case "forkRunnable": { CountDownLatch l = new CountDownLatch(1); FORK.execute(() -> { up.run(); l.countDown(); }); l.await(); break; }
            case "thread": { Thread t = new Thread(up); t.start(); t.join(); break; }
            case "handler": { CountDownLatch l = new CountDownLatch(1); Looping.HANDLER.post(() -> { up.run(); l.countDown(); }); l.await(); break; }
            case "rx": Completable.fromRunnable(up).subscribeOn(Schedulers.io()).blockingAwait(); break;
            case "coroutine": launch(new Send(up, 0, null)); break;
            case "delayed": launch(new Send(up, 20, null)); break;
            case "okhttp": enqueue(port, tag); break;
            default: throw new IllegalArgumentException(way);
        }
    }

    static final class Looping {
        static final Handler HANDLER = Handler.ofNewThread();
    }

    static void launch(Send body) throws Exception {
        CompletableFuture<Object> done = new CompletableFuture<>();
        Job job = BuildersKt.launch(GlobalScope.INSTANCE, Dispatchers.getIO(), CoroutineStart.DEFAULT, body);
        job.invokeOnCompletion(e -> { done.complete(null); return Unit.INSTANCE; });
        done.get();
    }

    /** What the compiler makes of `{ if (wait > 0) delay(wait); upload.run() }`. */
    static final class Send extends SuspendLambda implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
        private final Upload upload;
        private final long wait;
        private int label;

        @SuppressWarnings("unchecked")
        Send(Upload upload, long wait, Continuation<?> done) { super(2, (Continuation<Object>) done); this.upload = upload; this.wait = wait; }

        @Override public Continuation<Unit> create(Object scope, Continuation<?> done) {
            @SuppressWarnings({"unchecked", "rawtypes"})
            Continuation<Unit> made = (Continuation) new Send(upload, wait, done);
            return made;
        }

        @Override public Object invoke(CoroutineScope scope, Continuation<? super Unit> done) { return ((Send) (Object) create(scope, done)).invokeSuspend(Unit.INSTANCE); }

        @Override protected Object invokeSuspend(Object result) {
            if (label++ == 0 && wait > 0) {
                @SuppressWarnings({"unchecked", "rawtypes"})
                Object said = DelayKt.delay(wait, (Continuation) this);
                if (said == IntrinsicsKt.getCOROUTINE_SUSPENDED()) return said;
            }
            upload.run();
            return Unit.INSTANCE;
        }
    }

    static void enqueue(int port, String tag) throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        Request asked = new Request.Builder().url("http://localhost:" + port + "/" + tag).build();
        CLIENT.newCall(asked).enqueue(new Callback() {
            @Override public void onFailure(Call c, java.io.IOException e) { done.complete(0); }
            @Override public void onResponse(Call c, Response r) { r.close(); done.complete(r.code()); }
        });
        done.get();
    }
}
