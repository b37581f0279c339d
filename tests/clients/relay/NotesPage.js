// What relay-compiler compiles: a page with a fragment that asks for more, and a mutation.
import { graphql } from "relay-runtime";

export const query = graphql`
  query NotesPageQuery($count: Int!, $where: NoteWhere) {
    ...NotesPage_notes @arguments(count: $count, where: $where)
  }
`;

export const notes = graphql`
  fragment NotesPage_notes on Query
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 10 }
    cursor: { type: "String" }
    where: { type: "NoteWhere" }
  )
  @refetchable(queryName: "NotesPageMoreQuery") {
    noteConnection(first: $count, after: $cursor, where: $where, orderBy: [{ number: DESC }])
      @connection(key: "NotesPage_noteConnection") {
      edges {
        node {
          id
          text
          author {
            name
          }
        }
      }
    }
  }
`;

export const add = graphql`
  mutation NotesPageAddMutation($text: String!, $connections: [ID!]!) {
    addNote(text: $text, kind: URGENT) @prependNode(connections: $connections, edgeTypeName: "NoteEdge") {
      id
      text
    }
  }
`;
