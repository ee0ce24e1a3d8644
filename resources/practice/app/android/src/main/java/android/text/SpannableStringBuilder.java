package android.text;

public class SpannableStringBuilder implements Editable {
    private final StringBuilder text = new StringBuilder();

    public SpannableStringBuilder() {
    }

    public SpannableStringBuilder(CharSequence text) {
        this.text.append(text);
    }

    @Override
    public Editable replace(int st, int en, CharSequence with) {
        text.replace(st, en, with.toString());
        return this;
    }

    @Override
    public Editable insert(int where, CharSequence with) {
        return replace(where, where, with);
    }

    @Override
    public Editable delete(int st, int en) {
        return replace(st, en, "");
    }

    @Override
    public void clear() {
        text.setLength(0);
    }

    @Override
    public Editable append(CharSequence with) {
        return replace(length(), length(), with);
    }

    @Override
    public Editable append(CharSequence with, int start, int end) {
        return append(with.subSequence(start, end));
    }

    @Override
    public Editable append(char with) {
        return append(String.valueOf(with));
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
