package org.chromium.net;

public class ExperimentalCronetEngine {
    public static class Builder {
        public ExperimentalCronetEngine build() { return new ExperimentalCronetEngine(); }
    }
}
