/** What classes and methods are called in this build of the app, as the host read it out of the app's package. */

export interface MethodName {
    name: string;
    renamed: string;
    types: string[];
    one_of: string[];
}

/** A class that a shrinker renamed: by which anchor it is known, and what was found of its methods. */
export interface ClassName {
    name: string;
    renamed: string;
    anchor: string;
    methods: MethodName[];
}

const names = new Map<string, ClassName>();

/** Once, before the first hook is put in. */
export function setNames(found: ClassName[]): void {
    for (const cls of found) names.set(cls.name, cls);
}

export function nameOf(cls: string): ClassName | undefined {
    return names.get(cls);
}

/** The class's name in this build: its own where it was not renamed, or not found. */
export function nowCalled(cls: string): string {
    return names.get(cls)?.renamed ?? cls;
}
