/** What no document says of the service, and who asks: probes and cases name the question that they answer. */

export interface Question {
  readonly asks: string
  /** Cases whose outcome is an answer. */
  readonly cases?: readonly string[]
  /** Why no run can answer it, where none can. */
  readonly unanswerable?: string
}

export const questions = {
  "service-type-multimodal": { asks: "Which number does Detail give for product multimodal?" },
  "pixels-copyright": { asks: "Which sides may a picture of the copyright type have?" },
  "filter-lists": { asks: "How are lists written after in and not in?", cases: ["SearchImageByFilter/order"] },
  "filter-numbered": {
    asks: "How are the second to fourth attributes named in a filter?",
    cases: ["SearchImageByFilter/numbered"]
  },
  "filter-precedence": { asks: "Does AND bind closer than OR, may keywords be lower case, how are quotes escaped?" },
  "update-absent": {
    asks: "Does an update keep or clear the attributes that it does not name?",
    cases: ["UpdateImage/keeps", "UpdateImage/clears-by-empty-text"]
  },
  "check-absent": { asks: "What does CheckImageExists put into Auctions for an absent picture?" },
  "filter-order": { asks: "In which order does SearchImageByFilter answer?", cases: ["SearchImageByFilter/order"] },
  "export-format": { asks: "What is in the file of an export?" },
  "batch-errors": { asks: "What is in the error file of a batch import?" },
  "batch-callback": {
    asks: "What does a batch import send to its callback address?",
    unanswerable: "the service would have to reach a server of ours"
  },
  "batch-manifest": {
    asks: "How large may a manifest be, and how is a deletion written in it?",
    unanswerable: "the bucket's owner has to write the manifest; the batch probe shows what became of it"
  },
  "batch-root": { asks: "Which Path names the root of a bucket?" },
  "ticket-policy": { asks: "When does an upload's ticket expire, which sizes does it allow, how are objects named?" },
  "ticket-permission": { asks: "Which RAM action does AuthorizeFileUpload need?" },
  "ticket-rate": {
    asks: "How many tickets a second are handed out?",
    unanswerable: "finding out would mean to load a shared service"
  },
  "ticket-vpc": { asks: "Under which name is the open platform reached inside a VPC?" },
  "upload-status": { asks: "Does the object store answer 201 or 204 to the official SDK's form?" },
  "upload-trailing": { asks: "Does the stored object carry the form text that follows the file in that form?" },
  "foreign-address": {
    asks: "Does PicContent take an address outside the transfer bucket, or Base64?",
    cases: ["AddImage/foreign-address"]
  },
  "index-delay": { asks: "How long after AddImage is a picture found?" },
  "number-of-instances": {
    asks: "How many instances may an account have, and what do they cost?",
    unanswerable: "it is a matter of the contract"
  },
  "body-size": { asks: "How long may a request's body be?" },
  "retry-after": { asks: "Does a throttled answer carry x-acs-retry-after, and in which unit?" },
  "codes-check": { asks: "Which codes does CheckImageExists have?" },
  "codes-filter": {
    asks: "Which codes does SearchImageByFilter have?",
    cases: ["SearchImageByFilter/unreadable", "SearchImageByFilter/absent"]
  },
  "wrong-place": { asks: "Does a parameter count in the query that belongs into the form, and the other way round?" },
  "acs3-for-2019": { asks: "Is 2019-03-25 served under ACS3?" },
  "status-unknown-key": {
    asks: "Is an unknown key 404 or 400?",
    cases: ["gateway/unknown-key"]
  },
  "status-wrong-secret": {
    asks: "Is a wrong signature 400 or 403, and what does its text hold?",
    cases: ["gateway/wrong-secret"]
  }
} as const satisfies Readonly<Record<string, Question>>

export type QuestionId = keyof typeof questions

/** The questions with their optional members. */
export const questionList: ReadonlyArray<readonly [QuestionId, Question]> = Object.entries(questions) as ReadonlyArray<
  readonly [QuestionId, Question]
> // `Object.entries` widens keys

/** The questions that a case answers. */
export const questionsOfCase = (id: string): readonly QuestionId[] =>
  questionList.filter(([, { cases = [] }]) => cases.includes(id)).map(([question]) => question)
