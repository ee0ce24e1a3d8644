package com.practice.chat;

import android.app.ActivityThread;
import android.app.Application;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.json.JSONException;
import org.json.JSONObject;

/** One process of the app. Standard input and output are its phone: JSON lines, see README.md. */
public final class Main {
    private interface Process {
        void go();

        void command(JSONObject command);
    }

    private Main() {
    }

    public static void main(String[] arguments) throws IOException {
        String name = arguments.length > 0 ? arguments[0] : "";
        System.setProperty("practice.process", name);
        Phone phone = new Phone(System.out);
        Application application = application();
        Process process = name.isEmpty() ? new Chat(application, phone) : new Push(application, phone);
        boolean running = !Boolean.getBoolean("practice.wait");
        if (running) {
            process.go();
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JSONObject command = parsed(line);
            String verb = command == null ? "" : command.optString("do");
            if ("stop".equals(verb)) {
                break;
            } else if ("go".equals(verb)) {
                if (!running) {
                    running = true;
                    process.go();
                }
            } else if (command == null) {
                phone.log("not a command: " + line);
            } else if (running) {
                process.command(command);
            }
        }
        System.exit(0);
    }

    private static JSONObject parsed(String line) {
        try {
            return new JSONObject(line);
        } catch (JSONException notUnderstood) {
            return null;
        }
    }

    private static Application application() {
        Application started = null;
        try {
            started = ActivityThread.currentApplication();
        } catch (RuntimeException | LinkageError noFramework) {
            System.err.println("no application: " + noFramework);
        }
        return started == null ? new Application() : started;
    }

    /** The process with the screen. */
    private static final class Chat implements Process {
        private final Phone phone;
        private final Screen screen;
        private final ThirdParties others;
        private final ChatApi api;
        private final Background background = new Background();

        Chat(Application application, Phone phone) {
            this.phone = phone;
            others = new ThirdParties(application, background);
            api = new ChatApi(background);
            screen = new Screen(application, phone, new Screen.Listener() {
                @Override
                public void agreed() {
                    others.afterConsent();
                    background.run(() -> DeviceReport.send(application, phone));
                }

                @Override
                public void declined() {
                    others.declined();
                }

                @Override
                public void sent(String prompt) {
                    others.prompted(prompt);
                    api.ask(prompt, new ChatApi.Answer() {
                        @Override
                        public void replied(String text) {
                            screen.answered(text);
                            others.answered(text.length());
                        }

                        @Override
                        public void failed(String problem) {
                            phone.log("chat: " + problem);
                            screen.answered("The network does not answer. Please send it again.");
                        }
                    });
                }
            });
        }

        @Override
        public void go() {
            others.beforeConsent();
            screen.show();
            background.after(1000, () -> phone.start(":push"));
            int load = Integer.getInteger("practice.load", 0);
            if (load > 0) {
                new LoadTest(load, phone).start();
            }
        }

        @Override
        public void command(JSONObject command) {
            screen.command(command);
        }
    }

    /** The process without one: it keeps a crash reporter alive. */
    private static final class Push implements Process {
        private final Application application;
        private final Phone phone;

        Push(Application application, Phone phone) {
            this.application = application;
            this.phone = phone;
        }

        @Override
        public void go() {
            ThirdParties.keepAlive(application);
            phone.log("push process started");
        }

        @Override
        public void command(JSONObject command) {
            phone.log("the push process has no screen: " + command);
        }
    }
}
