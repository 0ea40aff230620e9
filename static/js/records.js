// A table of records in a database of this browser. Every call may fail (private windows); callers handle that.
export const tableOf = (name, records) => {
  let opened
  const database = () =>
    (opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(name, 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore(records, { keyPath: "key" })
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
      asked.onblocked = () => reject(new Error("blocked"))
    }).catch((error) => {
      opened = undefined
      throw error
    }))

  // Resolves to the result of `act` once the change is on the disk, so that it survives a crash of the browser.
  const done = async (mode, act) => {
    const transaction = (await database()).transaction(records, mode, { durability: "strict" })
    const request = act(transaction.objectStore(records))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
    })
  }

  return {
    put: (record) => done("readwrite", (rows) => rows.put(record)),
    drop: (key) => done("readwrite", (rows) => rows.delete(key)),
    all: () => done("readonly", (rows) => rows.getAll()),
  }
}

// Whether this browser has the database `name`. Asked first where nothing shall be made in the browser of somebody who keeps nothing.
export const isMade = async (name) => !indexedDB.databases || (await indexedDB.databases()).some((database) => database.name === name)
