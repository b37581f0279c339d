//! FraiseQL's projector. It knows bytes and shapes, nothing of GraphQL or SQL.
//!
//! This file is only the surface that Python sees, as `fraiseql/_core.pyi` describes it.

pub mod error;
pub mod json;
pub mod leaf;
pub mod out;
pub mod project;
pub mod shape;
pub mod text;

#[cfg(feature = "python")]
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use super::python::Projector;
}

#[cfg(feature = "python")]
mod python {
    use std::cell::RefCell;

    use pyo3::exceptions::PyValueError;
    use pyo3::prelude::*;
    use pyo3::types::{PyBytes, PyList};

    use crate::error::{Error, Step};
    use crate::project::{Buffers, project};
    use crate::shape::Shape;

    thread_local! {
        static BUFFERS: RefCell<Buffers> = RefCell::default();
    }

    /// A shape, ready to project rows. Immutable; safe to share between threads.
    #[pyclass(frozen, module = "fraiseql._core")]
    pub struct Projector {
        shape: Shape,
    }

    #[pymethods]
    impl Projector {
        /// Takes the JSON of a `fraiseql.plan.Shape`. Raises `ValueError` where it is not one.
        #[new]
        fn new(shape: &[u8]) -> PyResult<Self> {
            let shape =
                Shape::parse(shape).map_err(|error| PyValueError::new_err(format!("bad shape: {error}")))?;
            Ok(Self { shape })
        }

        /// Projects rows to the JSON of one root field, and lists what did not fit.
        fn project<'py>(
            &self,
            py: Python<'py>,
            rows: &Bound<'py, PyAny>,
        ) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyList>)> {
            let rows = collect(rows)?;
            // Taken, not borrowed: making Python objects may run other code, which may project as well.
            let mut buffers = BUFFERS.take();
            let rows = rows.iter().map(|row| row.as_ref().map(PyBytesMethods::as_bytes));
            let errors = project(&self.shape, rows, &mut buffers);
            let response = PyBytes::new(py, buffers.response());
            buffers.shrink();
            BUFFERS.set(buffers);
            let errors = errors.iter().map(|error| describe(py, error)).collect::<PyResult<Vec<_>>>()?;
            Ok((response, PyList::new(py, errors)?))
        }
    }

    /// The rows of any sequence. Lists are what comes, so they take a shorter way.
    fn collect<'py>(rows: &Bound<'py, PyAny>) -> PyResult<Vec<Option<Bound<'py, PyBytes>>>> {
        match rows.cast::<PyList>() {
            Ok(list) => list.iter().map(|row| Ok(row.extract()?)).collect(),
            Err(_) => rows.extract(),
        }
    }

    type Owner<'s> = Option<(usize, &'s str)>;
    type Description<'py, 's> = (&'static str, Bound<'py, PyList>, String, Owner<'s>);

    fn describe<'py, 's>(py: Python<'py>, error: &'s Error) -> PyResult<Description<'py, 's>> {
        let path = PyList::empty(py);
        for step in &error.path {
            match step {
                Step::Field(_, field) => path.append(&field.name)?,
                Step::Index(index) => path.append(index)?,
            }
        }
        let owner = error.owner().map(|variant| (variant.object, variant.name.as_str()));
        Ok((error.kind.name(), path, error.excerpt.clone(), owner))
    }
}
