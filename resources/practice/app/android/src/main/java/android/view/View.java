package android.view;

import android.content.Context;

public class View {
    private final Context context;
    private CharSequence description;
    private boolean focused;

    public View(Context context) {
        this.context = context;
    }

    public final Context getContext() {
        return context;
    }

    public CharSequence getContentDescription() {
        return description;
    }

    public void setContentDescription(CharSequence contentDescription) {
        description = contentDescription;
    }

    public final boolean requestFocus() {
        focused = true;
        return true;
    }

    public void clearFocus() {
        focused = false;
    }

    public boolean isFocused() {
        return focused;
    }
}
