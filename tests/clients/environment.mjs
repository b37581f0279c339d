// Where the servers and the compiled schemas are: `python -m tests.clients` sets these.
function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run \`make test-clients\``);
  return value;
}

export const BLOG_URL = setting("BLOG_URL");
export const BLOG_PLANS = setting("BLOG_PLANS");
export const NOTES_URL = setting("NOTES_URL");
export const NOTES_PLANS = setting("NOTES_PLANS");
export const TRUSTED_URL = setting("TRUSTED_URL");
export const TRUSTED_PLANS = setting("TRUSTED_PLANS");
