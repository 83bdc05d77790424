// Generated from openapi.json by `npm run generate`. Do not edit.
export interface paths {
  '/v1/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List events, newest first */
    get: operations['getEvents']
    put?: never
    /**
     * Post one event, or up to 1,000
     * @description Accepted all together or not at all. Posting an id again changes nothing. One event may have 1 MiB, a batch 32 MiB. Unknown fields inside `data` are kept; anywhere else they are refused.
     */
    post: operations['postEvents']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/events/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One event with its deliveries */
    get: operations['getEventsById']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/event-types': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The catalogue of event types */
    get: operations['getEventTypes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/calls': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The call log, newest first */
    get: operations['getCalls']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/calls/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One call with its timeline */
    get: operations['getCallsById']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List webhooks, oldest first */
    get: operations['getWebhooks']
    put?: never
    /**
     * Create a webhook
     * @description Only `url` is needed. The signing secret is in the answer.
     */
    post: operations['postWebhooks']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One webhook */
    get: operations['getWebhooksById']
    /**
     * Set all fields anew
     * @description Fields left out get their defaults. The signing secret stays.
     */
    put: operations['putWebhooksById']
    post?: never
    /**
     * Delete a webhook
     * @description What is queued for it is canceled; its log stays for the account’s retention.
     */
    delete: operations['deleteWebhooksById']
    options?: never
    head?: never
    /**
     * Change some fields
     * @description A header value given as ******** stays as it is.
     */
    patch: operations['patchWebhooksById']
    trace?: never
  }
  '/v1/webhooks/{id}/enable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Enable: queued events go out, in order */
    post: operations['postWebhooksByIdEnable']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/disable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Disable: events queue until their max age */
    post: operations['postWebhooksByIdDisable']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/regenerate-secret': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A new signing secret, in force at once */
    post: operations['postWebhooksByIdRegenerateSecret']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/secret': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Reveal the signing secret and header values */
    get: operations['getWebhooksByIdSecret']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Send a test event now and see the answer
     * @description Sends the catalogue’s example in the webhook’s dialect, marked as a test; also while it is disabled.
     */
    post: operations['postWebhooksByIdTest']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Deliveries of a webhook, newest first */
    get: operations['getWebhooksByIdDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/preview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * The example of an event type as a webhook with these settings would send it
     * @description Nothing is saved or sent. Own header values are shown masked.
     */
    post: operations['postWebhooksPreview']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Try settings out before they are saved
     * @description Sends the catalogue’s example once, marked as a test, and answers with the attempt. It is not logged. Without webhookId it is signed with a secret made up for this one request.
     */
    post: operations['postWebhooksTest']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/events/{id}/payload': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * An event in any dialect
     * @description As a webhook of that dialect would get it, whether or not there is one.
     */
    get: operations['getEventsByIdPayload']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Deliveries of all webhooks, newest first */
    get: operations['getDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One delivery */
    get: operations['getDeliveriesById']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries/{id}/attempts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Every attempt of a delivery, the first one first */
    get: operations['getDeliveriesByIdAttempts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries/{id}/body': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The exact body that is sent
     * @description Byte for byte what is signed and sent, in every attempt of this delivery.
     */
    get: operations['getDeliveriesByIdBody']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries/{id}/retry': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Try a delivery again now
     * @description A finished one goes back into the queue; its event max age begins anew.
     */
    post: operations['postDeliveriesByIdRetry']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries/{id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Take a pending delivery out of the queue */
    post: operations['postDeliveriesByIdCancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/recover': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Retry all that failed or expired since a time
     * @description As a background job. Each gets its retries and its event max age anew.
     */
    post: operations['postWebhooksByIdRecover']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/replay': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Make new deliveries for old events
     * @description As a background job. Ids of events stay the same, so receivers that drop duplicates drop these too.
     */
    post: operations['postWebhooksByIdReplay']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/jobs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Background jobs, newest first */
    get: operations['getJobs']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/jobs/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One job with its progress */
    get: operations['getJobsById']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/jobs/{id}/stop': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Stop a job where it is */
    post: operations['postJobsByIdStop']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/jobs/{id}/resume': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Let a stopped job go on */
    post: operations['postJobsByIdResume']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Figures for plots
     * @description Events by when they were received, deliveries by when they ended, attempts by their start.
     */
    get: operations['getStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stream': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Server-sent events for live views
     * @description Sends `change` within about a second of something new; its data is `{"kinds":["events","deliveries","calls"]}`, what to fetch again.
     */
    get: operations['getStream']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/account': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The account of this API key */
    get: operations['getAccount']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Change the account */
    patch: operations['patchAccount']
    trace?: never
  }
  '/v1/api-keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List API keys */
    get: operations['getApiKeys']
    put?: never
    /**
     * Create an API key
     * @description The key itself is in this answer only.
     */
    post: operations['postApiKeys']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/api-keys/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Revoke an API key
     * @description At once on this process, within two seconds on others.
     */
    delete: operations['deleteApiKeysById']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/healthz': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether the process lives */
    get: operations['getHealthz']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/readyz': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Whether the process can do its work
     * @description 503 says why not.
     */
    get: operations['getReadyz']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/metrics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Figures for Prometheus */
    get: operations['getMetrics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign in to the console
     * @description Exchanges an API key or the token of a sign-in link for a cookie.
     */
    post: operations['postSession']
    /** Sign out of the console */
    delete: operations['deleteSession']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/openapi.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** This description of the API */
    get: operations['getOpenapiJson']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    Account: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      timeZone: string
      retentionDays: number
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
    }
    ApiKey: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      /** @description The first characters of the key. */
      hint: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
      lastUsedAt: string | null
      revokedAt: string | null
    }
    ApiKeyWithKey: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      /** @description The first characters of the key. */
      hint: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
      lastUsedAt: string | null
      revokedAt: string | null
      key: string
    }
    Attempt: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      deliveryId: string
      number: number
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      startedAt: string
      /** @enum {string} */
      outcome: 'responded' | 'failed'
      isSuccess: boolean
      request: {
        /** @constant */
        method: 'POST'
        url: string
        headers: {
          [key: string]: string
        }
      }
      response: {
        status: number
        headers: {
          [key: string]: string
        }
        /** @description The first 16 KiB. */
        body: string
        /** @enum {string} */
        bodyEncoding: 'utf8' | 'base64'
        isBodyTruncated: boolean
      } | null
      failure: {
        reason: string
        detail: string
      } | null
      remoteAddress: string | null
      /** @description DNS, connect and TLS are null where an open connection was used again. */
      timing: {
        dnsMs: number | null
        connectMs: number | null
        tlsMs: number | null
        firstByteMs: number | null
        totalMs: number
      }
      nextAttemptAt: string | null
    }
    Call: {
      id: string
      number: number
      from: string | null
      to: string | null
      direction: ('inbound' | 'outbound') | null
      source: string | null
      agentId: string | null
      channelId: string | null
      campaignId: string | null
      /** @enum {string} */
      state: 'initiated' | 'ringing' | 'answered' | 'ended'
      result: string | null
      initiatedAt: string | null
      ringingAt: string | null
      answeredAt: string | null
      endedAt: string | null
      errorAt: string | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      firstEventAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      lastEventAt: string
    }
    CallWithTimeline: {
      id: string
      number: number
      from: string | null
      to: string | null
      direction: ('inbound' | 'outbound') | null
      source: string | null
      agentId: string | null
      channelId: string | null
      campaignId: string | null
      /** @enum {string} */
      state: 'initiated' | 'ringing' | 'answered' | 'ended'
      result: string | null
      initiatedAt: string | null
      ringingAt: string | null
      answeredAt: string | null
      endedAt: string | null
      errorAt: string | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      firstEventAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      lastEventAt: string
      /** @description The lines in the order spoken. */
      transcript: {
        [key: string]: unknown
      }[]
      /** @description Every event in the order it occurred. */
      timeline: components['schemas']['EventWithDeliveries'][]
    }
    Delivery: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      webhookId: string
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      eventId: string
      /** @enum {string} */
      eventType:
        | 'call.initiated'
        | 'call.ringing'
        | 'call.answered'
        | 'call.transcript'
        | 'call.ended'
        | 'call.error'
        | 'call.logged'
        | 'campaign.activated'
        | 'campaign.paused'
        | 'campaign.resumed'
        | 'campaign.canceled'
        | 'campaign.finished'
      callId: string | null
      /** @enum {string} */
      status: 'pending' | 'delivered' | 'failed' | 'expired' | 'canceled'
      /** @description Attempts made so far. */
      attempts: number
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      occurredAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      queuedAt: string
      /** @description Null when finished. */
      nextAttemptAt: string | null
      finishedAt: string | null
      isTest: boolean
    }
    Event: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      /** @enum {string} */
      type:
        | 'call.initiated'
        | 'call.ringing'
        | 'call.answered'
        | 'call.transcript'
        | 'call.ended'
        | 'call.error'
        | 'call.logged'
        | 'campaign.activated'
        | 'campaign.paused'
        | 'campaign.resumed'
        | 'campaign.canceled'
        | 'campaign.finished'
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      occurredAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      receivedAt: string
      call: {
        id: string
        number: number
        from: string | null
        to: string | null
        direction: ('inbound' | 'outbound') | null
        source: string | null
        agentId: string | null
        channelId: string | null
        campaignId: string | null
      } | null
      campaignId: string | null
      data: {
        [key: string]: unknown
      }
      isTest: boolean
    }
    EventWithDeliveries: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      /** @enum {string} */
      type:
        | 'call.initiated'
        | 'call.ringing'
        | 'call.answered'
        | 'call.transcript'
        | 'call.ended'
        | 'call.error'
        | 'call.logged'
        | 'campaign.activated'
        | 'campaign.paused'
        | 'campaign.resumed'
        | 'campaign.canceled'
        | 'campaign.finished'
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      occurredAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      receivedAt: string
      call: {
        id: string
        number: number
        from: string | null
        to: string | null
        direction: ('inbound' | 'outbound') | null
        source: string | null
        agentId: string | null
        channelId: string | null
        campaignId: string | null
      } | null
      campaignId: string | null
      data: {
        [key: string]: unknown
      }
      isTest: boolean
      deliveries: components['schemas']['Delivery'][]
    }
    Job: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      webhookId: string
      /** @enum {string} */
      kind: 'recover' | 'replay'
      filter: {
        [key: string]: unknown
      }
      /** @enum {string} */
      state: 'running' | 'stopped' | 'done'
      /** @description Null until counted. */
      total: number | null
      done: number
      /** @description How many of them led to a delivery in the queue. */
      queued: number
      ratePerSecond: number | null
      remainingSeconds: number | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
      finishedAt: string | null
    }
    Problem: {
      type: string
      title: string
      status: number
      /** @description For programs. */
      code: string
      /** @description For people. */
      detail: string
      errors?: {
        path: string
        message: string
      }[]
      requestId: string
    }
    Stats: {
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      from: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      to: string
      bucketSeconds: number
      buckets: {
        /**
         * Format: date-time
         * @description RFC 3339, UTC, milliseconds.
         */
        at: string
        events: number
        delivered: number
        failed: number
        expired: number
        canceled: number
        attemptsSucceeded: number
        attemptsFailed: number
        p50Ms: number | null
        p95Ms: number | null
      }[]
      pending: {
        deliveries: number
        retrying: number
        oldestQueuedAt: string | null
      }
      /** @description Webhooks with attempts in this time or with something waiting. */
      webhooks: {
        /**
         * Format: uuid
         * @description A UUIDv7.
         */
        webhookId: string
        succeeded: number
        failed: number
        pending: number
        retrying: number
        oldestQueuedAt: string | null
        /** @description One for each bucket. */
        series: {
          succeeded: number
          failed: number
        }[]
      }[]
    }
    TrialAttempt: {
      number: number
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      startedAt: string
      /** @enum {string} */
      outcome: 'responded' | 'failed'
      isSuccess: boolean
      request: {
        /** @constant */
        method: 'POST'
        url: string
        headers: {
          [key: string]: string
        }
      }
      response: {
        status: number
        headers: {
          [key: string]: string
        }
        /** @description The first 16 KiB. */
        body: string
        /** @enum {string} */
        bodyEncoding: 'utf8' | 'base64'
        isBodyTruncated: boolean
      } | null
      failure: {
        reason: string
        detail: string
      } | null
      remoteAddress: string | null
      /** @description DNS, connect and TLS are null where an open connection was used again. */
      timing: {
        dnsMs: number | null
        connectMs: number | null
        tlsMs: number | null
        firstByteMs: number | null
        totalMs: number
      }
    }
    Webhook: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      url: string
      /** @enum {string} */
      dialect: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
      eventTypes: string[]
      binding: {
        /** @enum {string} */
        kind: 'account' | 'agent' | 'channel' | 'campaign'
        ids: string[]
      }
      /** @description Values are shown as ********. */
      headers: {
        [key: string]: string
      }
      timeoutMs: number
      maxRetries: number
      eventMaxAgeSeconds: number
      maxConnections: number
      rateLimitPerSecond: number | null
      /** @enum {string} */
      ordering: 'none' | 'per-call'
      /** @enum {string} */
      success: '200' | '2xx'
      chunked: boolean
      enabled: boolean
      /** @description byUser: someone disabled it; gone: its receiver answered 410. */
      disabledReason: ('byUser' | 'gone') | null
      disabledAt: string | null
      /** @description Set while the receiver keeps failing and is only probed now and then. */
      failing: {
        /**
         * Format: date-time
         * @description RFC 3339, UTC, milliseconds.
         */
        since: string
        reason: string
        nextProbeAt: string | null
      } | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      updatedAt: string
    }
    WebhookWithSecret: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      url: string
      /** @enum {string} */
      dialect: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
      eventTypes: string[]
      binding: {
        /** @enum {string} */
        kind: 'account' | 'agent' | 'channel' | 'campaign'
        ids: string[]
      }
      /** @description Values are shown as ********. */
      headers: {
        [key: string]: string
      }
      timeoutMs: number
      maxRetries: number
      eventMaxAgeSeconds: number
      maxConnections: number
      rateLimitPerSecond: number | null
      /** @enum {string} */
      ordering: 'none' | 'per-call'
      /** @enum {string} */
      success: '200' | '2xx'
      chunked: boolean
      enabled: boolean
      /** @description byUser: someone disabled it; gone: its receiver answered 410. */
      disabledReason: ('byUser' | 'gone') | null
      disabledAt: string | null
      /** @description Set while the receiver keeps failing and is only probed now and then. */
      failing: {
        /**
         * Format: date-time
         * @description RFC 3339, UTC, milliseconds.
         */
        since: string
        reason: string
        nextProbeAt: string | null
      } | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      updatedAt: string
      /** @description Keep it: later it is only shown by GET …/secret. */
      signingSecret: string
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  getEvents: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        type?:
          | 'call.initiated'
          | 'call.ringing'
          | 'call.answered'
          | 'call.transcript'
          | 'call.ended'
          | 'call.error'
          | 'call.logged'
          | 'campaign.activated'
          | 'campaign.paused'
          | 'campaign.resumed'
          | 'campaign.canceled'
          | 'campaign.finished'
        callId?: string
        campaignId?: string
        webhookId?: string
        from?: string
        to?: string
        /** @description Found anywhere in call and data. */
        text?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Event'][]
            /** @description Null on the last page. */
            nextCursor: string | null
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postEvents: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json':
          | {
              /** @description UUIDv7; the same id again changes nothing. Left out, Offhook makes one. */
              id?: string | null
              /**
               * @description What happened.
               * @enum {string}
               */
              type:
                | 'call.initiated'
                | 'call.ringing'
                | 'call.answered'
                | 'call.transcript'
                | 'call.ended'
                | 'call.error'
                | 'call.logged'
                | 'campaign.activated'
                | 'campaign.paused'
                | 'campaign.resumed'
                | 'campaign.canceled'
                | 'campaign.finished'
              /**
               * Format: date-time
               * @description When it happened; kept to the millisecond.
               */
              occurredAt: string
              /** @description The call; required for call.* events. */
              call?: {
                /** @description Id of the call, given by the source, unique in the account. */
                id: string
                /** @description Whole number unique in the account; left out, Offhook assigns one. */
                number?: number | null
                /** @description Who calls, as the source writes it. */
                from?: string | null
                /** @description Who is called, as the source writes it. */
                to?: string | null
                /** @description Seen from the account. */
                direction?: ('inbound' | 'outbound') | null
                /** @description The device, trunk or feed the call was seen on. */
                source?: string | null
                /** @description The AI agent that talks. */
                agentId?: string | null
                /** @description The channel the call runs over. */
                channelId?: string | null
                /** @description The campaign the call was made for. */
                campaignId?: string | null
              } | null
              /** @description The campaign; required for campaign.* events. */
              campaignId?: string | null
              /** @description Facts of the type; unknown fields are kept. */
              data?: {
                [key: string]: unknown
              }
            }
          | {
              events: {
                /** @description UUIDv7; the same id again changes nothing. Left out, Offhook makes one. */
                id?: string | null
                /**
                 * @description What happened.
                 * @enum {string}
                 */
                type:
                  | 'call.initiated'
                  | 'call.ringing'
                  | 'call.answered'
                  | 'call.transcript'
                  | 'call.ended'
                  | 'call.error'
                  | 'call.logged'
                  | 'campaign.activated'
                  | 'campaign.paused'
                  | 'campaign.resumed'
                  | 'campaign.canceled'
                  | 'campaign.finished'
                /**
                 * Format: date-time
                 * @description When it happened; kept to the millisecond.
                 */
                occurredAt: string
                /** @description The call; required for call.* events. */
                call?: {
                  /** @description Id of the call, given by the source, unique in the account. */
                  id: string
                  /** @description Whole number unique in the account; left out, Offhook assigns one. */
                  number?: number | null
                  /** @description Who calls, as the source writes it. */
                  from?: string | null
                  /** @description Who is called, as the source writes it. */
                  to?: string | null
                  /** @description Seen from the account. */
                  direction?: ('inbound' | 'outbound') | null
                  /** @description The device, trunk or feed the call was seen on. */
                  source?: string | null
                  /** @description The AI agent that talks. */
                  agentId?: string | null
                  /** @description The channel the call runs over. */
                  channelId?: string | null
                  /** @description The campaign the call was made for. */
                  campaignId?: string | null
                } | null
                /** @description The campaign; required for campaign.* events. */
                campaignId?: string | null
                /** @description Facts of the type; unknown fields are kept. */
                data?: {
                  [key: string]: unknown
                }
              }[]
            }
      }
    }
    responses: {
      /** @description OK */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description Ids of the events, in the order posted. */
            ids: string[]
            /**
             * Format: uuid
             * @description For a single event.
             */
            id?: string
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getEventsById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EventWithDeliveries']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getEventTypes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: {
              /** @enum {string} */
              type:
                | 'call.initiated'
                | 'call.ringing'
                | 'call.answered'
                | 'call.transcript'
                | 'call.ended'
                | 'call.error'
                | 'call.logged'
                | 'campaign.activated'
                | 'campaign.paused'
                | 'campaign.resumed'
                | 'campaign.canceled'
                | 'campaign.finished'
              description: string
              /** @description JSON Schema of `data`. */
              schema: {
                [key: string]: unknown
              }
              /** @description An event as it may be posted. */
              example: {
                [key: string]: unknown
              }
              dialects: {
                [key: string]: {
                  name: string
                  example: unknown
                }
              }
            }[]
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getCalls: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        state?: 'initiated' | 'ringing' | 'answered' | 'ended'
        agentId?: string
        channelId?: string
        campaignId?: string
        from?: string
        to?: string
        /** @description Part of the id or of a phone number. */
        text?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Call'][]
            /** @description Null on the last page. */
            nextCursor: string | null
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getCallsById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CallWithTimeline']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getWebhooks: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Webhook'][]
            /** @description Null on the last page. */
            nextCursor: string | null
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooks: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @description A friendly name; the URL’s host when left out. */
          name?: string
          /** @description Where events are POSTed: http or https, without credentials. */
          url: string
          /**
           * @description The wire format and signing scheme.
           * @enum {string}
           */
          dialect?: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
          /** @description All that the dialect can carry when left out. */
          eventTypes?: string[]
          /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns. */
          binding?: {
            /** @enum {string} */
            kind: 'account' | 'agent' | 'channel' | 'campaign'
            /** @default [] */
            ids?: string[]
          }
          /** @description Own headers, sent with every request; shown masked. */
          headers?: {
            [key: string]: string
          }
          /** @description One deadline for the whole exchange. */
          timeoutMs?: number
          /** @description Tries after the first one. */
          maxRetries?: number
          /** @description How long an event waits before it expires. */
          eventMaxAgeSeconds?: number
          /** @description Requests in flight at one time, over all workers. */
          maxConnections?: number
          /** @description Requests started in a second. */
          rateLimitPerSecond?: number | null
          /**
           * @description per-call: events of one call one after another, in order.
           * @enum {string}
           */
          ordering?: 'none' | 'per-call'
          /**
           * @description Which answers count as delivered.
           * @enum {string}
           */
          success?: '200' | '2xx'
          /** @description Send Transfer-Encoding: chunked instead of Content-Length. */
          chunked?: boolean
          enabled?: boolean
        }
      }
    }
    responses: {
      /** @description OK */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookWithSecret']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getWebhooksById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Webhook']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  putWebhooksById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @description A friendly name; the URL’s host when left out. */
          name?: string
          /** @description Where events are POSTed: http or https, without credentials. */
          url: string
          /**
           * @description The wire format and signing scheme.
           * @enum {string}
           */
          dialect?: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
          /** @description All that the dialect can carry when left out. */
          eventTypes?: string[]
          /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns. */
          binding?: {
            /** @enum {string} */
            kind: 'account' | 'agent' | 'channel' | 'campaign'
            /** @default [] */
            ids?: string[]
          }
          /** @description Own headers, sent with every request; shown masked. */
          headers?: {
            [key: string]: string
          }
          /** @description One deadline for the whole exchange. */
          timeoutMs?: number
          /** @description Tries after the first one. */
          maxRetries?: number
          /** @description How long an event waits before it expires. */
          eventMaxAgeSeconds?: number
          /** @description Requests in flight at one time, over all workers. */
          maxConnections?: number
          /** @description Requests started in a second. */
          rateLimitPerSecond?: number | null
          /**
           * @description per-call: events of one call one after another, in order.
           * @enum {string}
           */
          ordering?: 'none' | 'per-call'
          /**
           * @description Which answers count as delivered.
           * @enum {string}
           */
          success?: '200' | '2xx'
          /** @description Send Transfer-Encoding: chunked instead of Content-Length. */
          chunked?: boolean
          enabled?: boolean
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Webhook']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteWebhooksById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  patchWebhooksById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @description A friendly name; the URL’s host when left out. */
          name?: string
          /** @description Where events are POSTed: http or https, without credentials. */
          url?: string
          /**
           * @description The wire format and signing scheme.
           * @enum {string}
           */
          dialect?: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
          /** @description All that the dialect can carry when left out. */
          eventTypes?: string[]
          /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns. */
          binding?: {
            /** @enum {string} */
            kind: 'account' | 'agent' | 'channel' | 'campaign'
            /** @default [] */
            ids?: string[]
          }
          /** @description Own headers, sent with every request; shown masked. */
          headers?: {
            [key: string]: string
          }
          /** @description One deadline for the whole exchange. */
          timeoutMs?: number
          /** @description Tries after the first one. */
          maxRetries?: number
          /** @description How long an event waits before it expires. */
          eventMaxAgeSeconds?: number
          /** @description Requests in flight at one time, over all workers. */
          maxConnections?: number
          /** @description Requests started in a second. */
          rateLimitPerSecond?: number | null
          /**
           * @description per-call: events of one call one after another, in order.
           * @enum {string}
           */
          ordering?: 'none' | 'per-call'
          /**
           * @description Which answers count as delivered.
           * @enum {string}
           */
          success?: '200' | '2xx'
          /** @description Send Transfer-Encoding: chunked instead of Content-Length. */
          chunked?: boolean
          enabled?: boolean
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Webhook']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksByIdEnable: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Webhook']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksByIdDisable: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Webhook']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksByIdRegenerateSecret: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': {
          /**
           * @description How long the old secret signs beside the new one.
           * @default 0
           */
          overlapSeconds?: number
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookWithSecret']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getWebhooksByIdSecret: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            signingSecret: string
            headers: {
              [key: string]: string
            }
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksByIdTest: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': {
          /** @enum {string} */
          eventType?:
            | 'call.initiated'
            | 'call.ringing'
            | 'call.answered'
            | 'call.transcript'
            | 'call.ended'
            | 'call.error'
            | 'call.logged'
            | 'campaign.activated'
            | 'campaign.paused'
            | 'campaign.resumed'
            | 'campaign.canceled'
            | 'campaign.finished'
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            delivery: components['schemas']['Delivery']
            attempt: components['schemas']['Attempt']
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getWebhooksByIdDeliveries: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        status?: 'pending' | 'delivered' | 'failed' | 'expired' | 'canceled'
        eventType?:
          | 'call.initiated'
          | 'call.ringing'
          | 'call.answered'
          | 'call.transcript'
          | 'call.ended'
          | 'call.error'
          | 'call.logged'
          | 'campaign.activated'
          | 'campaign.paused'
          | 'campaign.resumed'
          | 'campaign.canceled'
          | 'campaign.finished'
        callId?: string
        from?: string
        to?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Delivery'][]
            /** @description Null on the last page. */
            nextCursor: string | null
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksPreview: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          dialect: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
          /** @enum {string} */
          eventType:
            | 'call.initiated'
            | 'call.ringing'
            | 'call.answered'
            | 'call.transcript'
            | 'call.ended'
            | 'call.error'
            | 'call.logged'
            | 'campaign.activated'
            | 'campaign.paused'
            | 'campaign.resumed'
            | 'campaign.canceled'
            | 'campaign.finished'
          /** @default [] */
          headerNames?: string[]
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description What the dialect calls this event. */
            name: string
            body: string
            headers: {
              [key: string]: string
            }
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksTest: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          eventType:
            | 'call.initiated'
            | 'call.ringing'
            | 'call.answered'
            | 'call.transcript'
            | 'call.ended'
            | 'call.error'
            | 'call.logged'
            | 'campaign.activated'
            | 'campaign.paused'
            | 'campaign.resumed'
            | 'campaign.canceled'
            | 'campaign.finished'
          /**
           * Format: uuid
           * @description Of the webhook that is being changed: its secret and masked header values are used.
           */
          webhookId?: string
          settings: {
            /** @description A friendly name; the URL’s host when left out. */
            name?: string
            /** @description Where events are POSTed: http or https, without credentials. */
            url: string
            /**
             * @description The wire format and signing scheme.
             * @enum {string}
             */
            dialect?: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
            /** @description All that the dialect can carry when left out. */
            eventTypes?: string[]
            /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns. */
            binding?: {
              /** @enum {string} */
              kind: 'account' | 'agent' | 'channel' | 'campaign'
              /** @default [] */
              ids?: string[]
            }
            /** @description Own headers, sent with every request; shown masked. */
            headers?: {
              [key: string]: string
            }
            /** @description One deadline for the whole exchange. */
            timeoutMs?: number
            /** @description Tries after the first one. */
            maxRetries?: number
            /** @description How long an event waits before it expires. */
            eventMaxAgeSeconds?: number
            /** @description Requests in flight at one time, over all workers. */
            maxConnections?: number
            /** @description Requests started in a second. */
            rateLimitPerSecond?: number | null
            /**
             * @description per-call: events of one call one after another, in order.
             * @enum {string}
             */
            ordering?: 'none' | 'per-call'
            /**
             * @description Which answers count as delivered.
             * @enum {string}
             */
            success?: '200' | '2xx'
            /** @description Send Transfer-Encoding: chunked instead of Content-Length. */
            chunked?: boolean
            enabled?: boolean
          }
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TrialAttempt']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getEventsByIdPayload: {
    parameters: {
      query?: {
        dialect?: 'offhook' | 'sipgate' | 'salpre' | 'sip-caller'
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @description What the dialect calls this event. */
            name: string
            body: string
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getDeliveries: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        webhookId?: string
        status?: 'pending' | 'delivered' | 'failed' | 'expired' | 'canceled'
        eventType?:
          | 'call.initiated'
          | 'call.ringing'
          | 'call.answered'
          | 'call.transcript'
          | 'call.ended'
          | 'call.error'
          | 'call.logged'
          | 'campaign.activated'
          | 'campaign.paused'
          | 'campaign.resumed'
          | 'campaign.canceled'
          | 'campaign.finished'
        callId?: string
        from?: string
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Delivery'][]
            /** @description Null on the last page. */
            nextCursor: string | null
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getDeliveriesById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Delivery']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getDeliveriesByIdAttempts: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Attempt'][]
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getDeliveriesByIdBody: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/octet-stream': unknown
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postDeliveriesByIdRetry: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Delivery']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postDeliveriesByIdCancel: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Delivery']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksByIdRecover: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** Format: date-time */
          since: string
        }
      }
    }
    responses: {
      /** @description OK */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postWebhooksByIdReplay: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /**
           * Format: date-time
           * @description Of the time the events occurred, inclusive.
           */
          from: string
          /**
           * Format: date-time
           * @description Exclusive; now when left out.
           */
          to?: string
          /** @description Those of the webhook when left out. */
          eventTypes?: (
            | 'call.initiated'
            | 'call.ringing'
            | 'call.answered'
            | 'call.transcript'
            | 'call.ended'
            | 'call.error'
            | 'call.logged'
            | 'campaign.activated'
            | 'campaign.paused'
            | 'campaign.resumed'
            | 'campaign.canceled'
            | 'campaign.finished'
          )[]
          callId?: string
          campaignId?: string
          /**
           * @description Render anew instead of sending the bytes first sent.
           * @default false
           */
          rerender?: boolean
        }
      }
    }
    responses: {
      /** @description OK */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getJobs: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Job'][]
            /** @description Null on the last page. */
            nextCursor: string | null
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getJobsById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postJobsByIdStop: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postJobsByIdResume: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getStats: {
    parameters: {
      query?: {
        range?: '1h' | '24h' | '7d' | '30d'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Stats']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getStream: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': unknown
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getAccount: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  patchAccount: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          name?: string
          timeZone?: string
          retentionDays?: number
        }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getApiKeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['ApiKey'][]
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postApiKeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          name: string
        }
      }
    }
    responses: {
      /** @description OK */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApiKeyWithKey']
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteApiKeysById: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getHealthz: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ok'
            version: string
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getReadyz: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ready'
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getMetrics: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/plain': unknown
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  postSession: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json':
          | {
              apiKey: string
            }
          | {
              linkToken: string
            }
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            accountName: string
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteSession: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  getOpenapiJson: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            [key: string]: unknown
          }
        }
      }
      /** @description What went wrong */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
}
