package com.example.chatty;

/** What the tester is known by, planted in every event; survey.py knows the same. */
public final class Plant {
  public static final String EMAIL = "ada.lovelace@example.org";
  public static final String USER = "user-4711-grace";
  public static final String PROMPT = "Please summarise my divorce papers in two sentences";

  private Plant() {}
}
