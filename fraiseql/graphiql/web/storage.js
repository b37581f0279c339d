// What GraphiQL remembers, kept apart for each path: one origin may serve several APIs.

const prefix = `${location.pathname} `;

function names() {
  return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
}

export const storage = {
  getItem: (name) => localStorage.getItem(prefix + name),
  setItem: (name, value) => localStorage.setItem(prefix + name, value),
  removeItem: (name) => localStorage.removeItem(prefix + name),
  get length() {
    return names().length;
  },
  clear: () => names().forEach((name) => localStorage.removeItem(name)),
};
