//! FraiseQL's projector.
