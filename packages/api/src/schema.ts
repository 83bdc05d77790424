// Generated from openapi.json by `npm run generate`. Do not edit.
export interface paths {
  '/v1/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List events, newest first
     * @description A page may hold fewer events than asked for while `nextCursor` leads on: it ends at 16 MiB and, with a filter, where its time for searching does, even before the first.
     */
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
    /** The list of calls, newest first */
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
    /**
     * A new signing secret, in force at once
     * @description Only the last secret signs beside the new one: made again during an overlap, it ends that of the secret before.
     */
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
    /**
     * Take a pending delivery out of the queue
     * @description A request that is under way cannot be called back: it is logged, and the delivery stays canceled.
     */
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
  '/v1/webhooks/{id}/retry-pending': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Try what waits for a retry again now
     * @description As a background job. An empty object means all that waited for a retry when it began.
     */
    post: operations['postWebhooksByIdRetryPending']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhooks/{id}/cancel-pending': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Take pending deliveries out of the queue
     * @description As a background job. An empty object means all that was in the queue when it began.
     */
    post: operations['postWebhooksByIdCancelPending']
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
  '/v1/agents': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List agents by id */
    get: operations['getAgents']
    put?: never
    /**
     * Create an AI agent
     * @description Its id is the `agentId` that calls carry; give it the one your source uses. That of an archived agent brings it back.
     */
    post: operations['postAgents']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/agents/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One agent */
    get: operations['getAgentsById']
    put?: never
    post?: never
    /**
     * Archive an agent
     * @description Its calls keep their logs. Nothing new can be hung on it.
     */
    delete: operations['deleteAgentsById']
    options?: never
    head?: never
    /** Change some fields */
    patch: operations['patchAgentsById']
    trace?: never
  }
  '/v1/agents/{id}/webhooks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The agent’s webhooks, in sipgate’s configuration shape
     * @description Can be imported elsewhere as it is, so header values are shown.
     */
    get: operations['getAgentsByIdWebhooks']
    /**
     * Set the agent’s webhooks, in sipgate’s configuration shape
     * @description All of the list or nothing. A URL that was there keeps its webhook, log and secret.
     */
    put: operations['putAgentsByIdWebhooks']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/channels': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List channels by id */
    get: operations['getChannels']
    put?: never
    /**
     * Create a channel
     * @description Its id is the `channelId` that calls carry; give it the one your source uses. That of an archived channel brings it back.
     */
    post: operations['postChannels']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/channels/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One channel */
    get: operations['getChannelsById']
    put?: never
    post?: never
    /**
     * Archive a channel
     * @description Its calls keep their logs. Nothing new can be hung on it.
     */
    delete: operations['deleteChannelsById']
    options?: never
    head?: never
    /** Change some fields */
    patch: operations['patchChannelsById']
    trace?: never
  }
  '/v1/phone-systems': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List phone systems, oldest first */
    get: operations['getPhoneSystems']
    put?: never
    /** Create a phone system with its extensions */
    post: operations['postPhoneSystems']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/phone-systems/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One phone system */
    get: operations['getPhoneSystemsById']
    /**
     * Set name and extensions
     * @description Extensions that are given with their id keep it.
     */
    put: operations['putPhoneSystemsById']
    post?: never
    /** Archive a phone system */
    delete: operations['deletePhoneSystemsById']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/callflows': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List callflows, oldest first */
    get: operations['getCallflows']
    put?: never
    /** Create a callflow with its actions */
    post: operations['postCallflows']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/callflows/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One callflow */
    get: operations['getCallflowsById']
    /**
     * Set name and actions
     * @description Actions that are given with their id keep it.
     */
    put: operations['putCallflowsById']
    post?: never
    /** Archive a callflow */
    delete: operations['deleteCallflowsById']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List campaigns by id */
    get: operations['getCampaigns']
    put?: never
    /** Create a campaign as a draft */
    post: operations['postCampaigns']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One campaign, with how far its numbers are */
    get: operations['getCampaignsById']
    put?: never
    post?: never
    /** Archive a campaign */
    delete: operations['deleteCampaignsById']
    options?: never
    head?: never
    /**
     * Change some fields
     * @description All of a draft; of a running campaign name, dialer, end date, the rules for retries and the webhooks.
     */
    patch: operations['patchCampaignsById']
    trace?: never
  }
  '/v1/campaigns/{id}/activate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Activate a draft */
    post: operations['postCampaignsByIdActivate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/pause': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Pause an active campaign */
    post: operations['postCampaignsByIdPause']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/resume': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Resume a paused campaign */
    post: operations['postCampaignsByIdResume']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Cancel a campaign for good */
    post: operations['postCampaignsByIdCancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/webhooks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The webhooks chosen for a campaign */
    get: operations['getCampaignsByIdWebhooks']
    /**
     * Choose the webhooks of a campaign
     * @description The same as a change of the campaign’s `webhookIds`, and possible in every status.
     */
    put: operations['putCampaignsByIdWebhooks']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/numbers': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List numbers in the order in which they were added */
    get: operations['getCampaignsByIdNumbers']
    put?: never
    /**
     * Add numbers, up to 1,000 at a time
     * @description All of them or none. Numbers the campaign has already count as duplicates and stay as they are.
     */
    post: operations['postCampaignsByIdNumbers']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/numbers/{numberId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One number */
    get: operations['getCampaignsByIdNumbersByNumberId']
    put?: never
    post?: never
    /** Remove a number */
    delete: operations['deleteCampaignsByIdNumbersByNumberId']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/numbers/{numberId}/results': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Tell the result of a call to a number
     * @description The same as posting `call.ended` for the campaign: the number’s state, attempts and retry follow, and receivers are told. With an `id` it may be sent again safely.
     */
    post: operations['postCampaignsByIdNumbersByNumberIdResults']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/numbers/import': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Upload numbers as CSV with a header row
     * @description The column of the number is found by its name (number, phone, Rufnummer, …) or named by `numberColumn`; the others go to the campaign’s variables by name. Read as a stream; answers when all is read. Progress is in the list of imports.
     */
    post: operations['postCampaignsByIdNumbersImport']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/imports': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Uploads of a campaign, newest first */
    get: operations['getCampaignsByIdImports']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/imports/{importId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One upload: its progress, or how it ended */
    get: operations['getCampaignsByIdImportsByImportId']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/campaigns/{id}/imports/{importId}/refused-rows': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Rows that were refused or duplicates, with reasons
     * @description The first 10,000 of an upload.
     */
    get: operations['getCampaignsByIdImportsByImportIdRefusedRows']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/calls/{id}/analysis': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /**
     * Give the analysis of a call
     * @description Until the call log is made it becomes part of it. Later it updates what is kept; the log is sent a second time only with `sendAgain`, which is refused (409) before the call has ended.
     */
    put: operations['putCallsByIdAnalysis']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/integrations/custom-webhook': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The custom webhook panel */
    get: operations['getIntegrationsCustomWebhook']
    /** Save the custom webhook panel */
    put: operations['putIntegrationsCustomWebhook']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/integrations/custom-webhook/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Test the integration: send every chosen event’s example and report each answer
     * @description Marked with `is_test: true`; also while the panel is switched off.
     */
    post: operations['postIntegrationsCustomWebhookTest']
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
     * @description Exchanges an API key or the token of a sign-in link, one of them, for a cookie.
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
      /** @description Webhooks that failed for so many hours without any success are disabled; null: never. */
      disableFailingAfterHours: number | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
    }
    Agent: {
      id: string
      name: string
      hasSummary: boolean
      storesTranscripts: boolean
      logDelaySeconds: number
      playbooks: {
        id: string
        name: string
        condition: string
        questions: string[]
        classifications: {
          name: string
          values: string[]
        }[]
      }[]
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
      archivedAt: string | null
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
      /** @description The events in the order in which they occurred. */
      timeline: components['schemas']['EventWithDeliveries'][]
      /** @description Whether the timeline leaves something out, pieces of live transcript first: it ends at 5,000 events, 16 MiB of them or 20,000 deliveries. `GET /v1/events?callId=` has all. */
      isCut: boolean
    }
    Callflow: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      actions: {
        id: string
        /** @enum {string} */
        type: 'textPrompt' | 'wavPrompt' | 'dtmfInput' | 'transferCall' | 'dropCall'
        name: string
      }[]
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
      archivedAt: string | null
    }
    Campaign: {
      id: string
      name: string
      /** @enum {string} */
      status: 'draft' | 'active' | 'paused' | 'canceled' | 'finished'
      /** @enum {string} */
      type: 'static' | 'dynamic'
      dialer: {
        /** @enum {string} */
        mode: 'power' | 'predictive'
      }
      phoneSystem: {
        id: string
        name: string
        extension: {
          id: string
          name: string
        }
      }
      callflow: {
        forHuman: {
          id: string
          name: string
        } | null
        forMachine: {
          id: string
          name: string
        } | null
      }
      /** @description First day, in the time zone. */
      startDate: string
      /** @description Last day, in the time zone. */
      endDate: string
      timeZoneId: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      startsAt: string
      /**
       * Format: date-time
       * @description The first instant after the last day.
       */
      endsAt: string
      varNames: string[]
      maxAttempts: number
      retryDelayMinutes: number
      /** @description The webhooks that are told of it. */
      webhookIds: string[]
      /** @description When it began to dial. */
      startedAt: string | null
      /** @description When it was canceled or finished. */
      endedAt: string | null
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
      archivedAt: string | null
    }
    CampaignNumber: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      number: string
      variables: {
        [key: string]: string
      }
      /** @enum {string} */
      state: 'waiting' | 'retrying' | 'succeeded' | 'failed'
      attempts: number
      retryAt: string | null
      lastCallId: string | null
      lastResult: string | null
      lastCalledAt: string | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      createdAt: string
    }
    CampaignWithNumbers: {
      id: string
      name: string
      /** @enum {string} */
      status: 'draft' | 'active' | 'paused' | 'canceled' | 'finished'
      /** @enum {string} */
      type: 'static' | 'dynamic'
      dialer: {
        /** @enum {string} */
        mode: 'power' | 'predictive'
      }
      phoneSystem: {
        id: string
        name: string
        extension: {
          id: string
          name: string
        }
      }
      callflow: {
        forHuman: {
          id: string
          name: string
        } | null
        forMachine: {
          id: string
          name: string
        } | null
      }
      /** @description First day, in the time zone. */
      startDate: string
      /** @description Last day, in the time zone. */
      endDate: string
      timeZoneId: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      startsAt: string
      /**
       * Format: date-time
       * @description The first instant after the last day.
       */
      endsAt: string
      varNames: string[]
      maxAttempts: number
      retryDelayMinutes: number
      /** @description The webhooks that are told of it. */
      webhookIds: string[]
      /** @description When it began to dial. */
      startedAt: string | null
      /** @description When it was canceled or finished. */
      endedAt: string | null
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
      archivedAt: string | null
      /** @description How many numbers are in each state. */
      numbers: {
        waiting: number
        retrying: number
        succeeded: number
        failed: number
      }
    }
    Channel: {
      id: string
      name: string
      isPrivate: boolean
      logDelaySeconds: number
      members: {
        id: string
        accountId: string | null
        firstName: string
        lastName: string
      }[]
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
      archivedAt: string | null
    }
    CustomWebhookPanel: {
      enabled: boolean
      /** @description Null until it is saved. */
      url: string | null
      /** @description Values are shown as ********. */
      headers: {
        [key: string]: string
      }
      events: string[]
      availableEvents: string[]
      /** @description The webhook behind the panel: its log is there. */
      webhookId: string | null
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
        | 'webhook.failing'
        | 'webhook.disabled'
        | 'webhook.recovered'
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
        | 'webhook.failing'
        | 'webhook.disabled'
        | 'webhook.recovered'
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
      /** @description In `call.ended` and `call.logged`: the times of the call as it was known then, for dialects to tell where `data` has none. */
      callTimes?: {
        startedAt: string | null
        answeredAt: string | null
        endedAt: string | null
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
        | 'webhook.failing'
        | 'webhook.disabled'
        | 'webhook.recovered'
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
      /** @description In `call.ended` and `call.logged`: the times of the call as it was known then, for dialects to tell where `data` has none. */
      callTimes?: {
        startedAt: string | null
        answeredAt: string | null
        endedAt: string | null
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
      kind: 'recover' | 'replay' | 'retry' | 'cancel'
      filter: {
        [key: string]: unknown
      }
      /** @enum {string} */
      state: 'running' | 'stopped' | 'done'
      /** @description Null until counted. */
      total: number | null
      done: number
      /** @description How many of them led to a delivery that is due in the queue. */
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
    ListedCampaign: {
      id: string
      name: string
      /** @enum {string} */
      status: 'draft' | 'active' | 'paused' | 'canceled' | 'finished'
      /** @enum {string} */
      type: 'static' | 'dynamic'
      dialer: {
        /** @enum {string} */
        mode: 'power' | 'predictive'
      }
      phoneSystem: {
        id: string
        name: string
        extension: {
          id: string
          name: string
        }
      }
      callflow: {
        forHuman: {
          id: string
          name: string
        } | null
        forMachine: {
          id: string
          name: string
        } | null
      }
      /** @description First day, in the time zone. */
      startDate: string
      /** @description Last day, in the time zone. */
      endDate: string
      timeZoneId: string
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      startsAt: string
      /**
       * Format: date-time
       * @description The first instant after the last day.
       */
      endsAt: string
      varNames: string[]
      maxAttempts: number
      retryDelayMinutes: number
      /** @description The webhooks that are told of it. */
      webhookIds: string[]
      /** @description When it began to dial. */
      startedAt: string | null
      /** @description When it was canceled or finished. */
      endedAt: string | null
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
      archivedAt: string | null
      /** @description How many numbers are in each state. */
      numbers?: {
        waiting: number
        retrying: number
        succeeded: number
        failed: number
      }
    }
    NumberImport: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      campaignId: string
      /** @enum {string} */
      status: 'running' | 'completed' | 'failed'
      rowsRead: number
      added: number
      /** @description Numbers the campaign had already, or twice in the file. */
      duplicates: number
      refused: number
      /** @description Columns that no variable takes. */
      ignoredColumns: string[]
      /** @description Why it failed; nothing was added then. */
      detail: string | null
      /**
       * Format: date-time
       * @description RFC 3339, UTC, milliseconds.
       */
      startedAt: string
      finishedAt: string | null
    }
    PhoneSystem: {
      /**
       * Format: uuid
       * @description A UUIDv7.
       */
      id: string
      name: string
      extensions: {
        id: string
        name: string
      }[]
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
      archivedAt: string | null
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
    RefusedRow: {
      /** @description As a spreadsheet counts; the header row is row 1. */
      rowNumber: number
      reason: string
      value: string
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
        /** @description Of the attempts that were answered, within 5 %; null without any. */
        p50Ms: number | null
        /** @description Of the attempts that were answered, within 5 %; null without any. */
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
      /** @description byUser: someone disabled it; gone: its receiver answered 410; failing: it failed for as long as the account allows. */
      disabledReason: ('byUser' | 'gone' | 'failing') | null
      disabledAt: string | null
      /** @description Set while the receiver keeps failing and is only probed now and then; kept when it is disabled meanwhile. */
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
      /** @description byUser: someone disabled it; gone: its receiver answered 410; failing: it failed for as long as the account allows. */
      disabledReason: ('byUser' | 'gone' | 'failing') | null
      disabledAt: string | null
      /** @description Set while the receiver keeps failing and is only probed now and then; kept when it is disabled meanwhile. */
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
          | 'webhook.failing'
          | 'webhook.disabled'
          | 'webhook.recovered'
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
              } | null
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
                } | null
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
                | 'webhook.failing'
                | 'webhook.disabled'
                | 'webhook.recovered'
              description: string
              /** @description JSON Schema of `data`. */
              schema: {
                [key: string]: unknown
              }
              /** @description An event of this type, as sources post it; those of `webhook.*` Offhook raises itself, and takes from nobody. */
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
          /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns; without ids, nothing yet. */
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
          /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns; without ids, nothing yet. */
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
          /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns; without ids, nothing yet. */
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
            | 'webhook.failing'
            | 'webhook.disabled'
            | 'webhook.recovered'
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
          | 'webhook.failing'
          | 'webhook.disabled'
          | 'webhook.recovered'
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
            | 'webhook.failing'
            | 'webhook.disabled'
            | 'webhook.recovered'
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
            | 'webhook.failing'
            | 'webhook.disabled'
            | 'webhook.recovered'
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
            /** @description What the webhook hangs on: the whole account, or chosen agents, channels or campaigns; without ids, nothing yet. */
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
          | 'webhook.failing'
          | 'webhook.disabled'
          | 'webhook.recovered'
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
          /** @description These events and no others, in place of a time. */
          eventIds?: string[]
          /**
           * Format: date-time
           * @description Of the time the events occurred, inclusive. Required without `eventIds`.
           */
          from?: string
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
            | 'webhook.failing'
            | 'webhook.disabled'
            | 'webhook.recovered'
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
  postWebhooksByIdRetryPending: {
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
          from?: string
          /**
           * Format: date-time
           * @description Exclusive.
           */
          to?: string
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
            | 'webhook.failing'
            | 'webhook.disabled'
            | 'webhook.recovered'
          )[]
          callId?: string
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
  postWebhooksByIdCancelPending: {
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
          from?: string
          /**
           * Format: date-time
           * @description Exclusive.
           */
          to?: string
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
            | 'webhook.failing'
            | 'webhook.disabled'
            | 'webhook.recovered'
          )[]
          callId?: string
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
        webhookId?: string
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
  getAgents: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        archived?: string
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
            data: components['schemas']['Agent'][]
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
  postAgents: {
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
          /**
           * @description Whether summaries go into the call log.
           * @default true
           */
          hasSummary?: boolean
          /**
           * @description If not, transcripts are not sent with the call log and their text is not kept.
           * @default true
           */
          storesTranscripts?: boolean
          /**
           * @description How long the call log waits for late transcript lines and analysis.
           * @default 10
           */
          logDelaySeconds?: number
          /** @default [] */
          playbooks?: {
            id?: string
            name: string
            /**
             * @description When the playbook applies.
             * @default
             */
            condition?: string
            /** @default [] */
            questions?: string[]
            /**
             * @description What is classified, and as what it can be.
             * @default []
             */
            classifications?: {
              name: string
              values: string[]
            }[]
          }[]
          /** @description The id your source uses for it; left out, Offhook makes one. */
          id?: string
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
          'application/json': components['schemas']['Agent']
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
  getAgentsById: {
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
          'application/json': components['schemas']['Agent']
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
  deleteAgentsById: {
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
  patchAgentsById: {
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
          name?: string
          /** @description Whether summaries go into the call log. */
          hasSummary?: boolean
          /** @description If not, transcripts are not sent with the call log and their text is not kept. */
          storesTranscripts?: boolean
          /** @description How long the call log waits for late transcript lines and analysis. */
          logDelaySeconds?: number
          playbooks?: {
            id?: string
            name: string
            /**
             * @description When the playbook applies.
             * @default
             */
            condition?: string
            /** @default [] */
            questions?: string[]
            /**
             * @description What is classified, and as what it can be.
             * @default []
             */
            classifications?: {
              name: string
              values: string[]
            }[]
          }[]
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
          'application/json': components['schemas']['Agent']
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
  getAgentsByIdWebhooks: {
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
            webhooks: {
              url: string
              /** @description Milliseconds. */
              timeout?: number
              additionalHeaders?: {
                [key: string]: string
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
  putAgentsByIdWebhooks: {
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
          webhooks: {
            url: string
            /** @description Milliseconds. */
            timeout?: number
            additionalHeaders?: {
              [key: string]: string
            }
          }[]
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
            webhooks: {
              url: string
              /** @description Milliseconds. */
              timeout?: number
              additionalHeaders?: {
                [key: string]: string
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
  getChannels: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        archived?: string
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
            data: components['schemas']['Channel'][]
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
  postChannels: {
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
          /**
           * @description Calls over a private channel never go to its webhooks.
           * @default false
           */
          isPrivate?: boolean
          /**
           * @description How long the call log waits for late transcript lines and analysis.
           * @default 10
           */
          logDelaySeconds?: number
          /** @default [] */
          members?: {
            /** @description The person’s id, such as w0. */
            id: string
            /** @default null */
            accountId?: string | null
            /** @default  */
            firstName?: string
            /** @default  */
            lastName?: string
          }[]
          /** @description The id your source uses for it; left out, Offhook makes one. */
          id?: string
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
          'application/json': components['schemas']['Channel']
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
  getChannelsById: {
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
          'application/json': components['schemas']['Channel']
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
  deleteChannelsById: {
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
  patchChannelsById: {
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
          name?: string
          /** @description Calls over a private channel never go to its webhooks. */
          isPrivate?: boolean
          /** @description How long the call log waits for late transcript lines and analysis. */
          logDelaySeconds?: number
          members?: {
            /** @description The person’s id, such as w0. */
            id: string
            /** @default null */
            accountId?: string | null
            /** @default  */
            firstName?: string
            /** @default  */
            lastName?: string
          }[]
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
          'application/json': components['schemas']['Channel']
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
  getPhoneSystems: {
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
            data: components['schemas']['PhoneSystem'][]
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
  postPhoneSystems: {
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
          /** @description The lines campaigns dial with. */
          extensions: {
            id?: string
            name: string
          }[]
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
          'application/json': components['schemas']['PhoneSystem']
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
  getPhoneSystemsById: {
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
          'application/json': components['schemas']['PhoneSystem']
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
  putPhoneSystemsById: {
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
          name: string
          /** @description The lines campaigns dial with. */
          extensions: {
            id?: string
            name: string
          }[]
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
          'application/json': components['schemas']['PhoneSystem']
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
  deletePhoneSystemsById: {
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
  getCallflows: {
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
            data: components['schemas']['Callflow'][]
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
  postCallflows: {
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
          /** @default [] */
          actions?: {
            id?: string
            /** @enum {string} */
            type: 'textPrompt' | 'wavPrompt' | 'dtmfInput' | 'transferCall' | 'dropCall'
            /** @default  */
            name?: string
          }[]
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
          'application/json': components['schemas']['Callflow']
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
  getCallflowsById: {
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
          'application/json': components['schemas']['Callflow']
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
  putCallflowsById: {
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
          name: string
          /** @default [] */
          actions?: {
            id?: string
            /** @enum {string} */
            type: 'textPrompt' | 'wavPrompt' | 'dtmfInput' | 'transferCall' | 'dropCall'
            /** @default  */
            name?: string
          }[]
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
          'application/json': components['schemas']['Callflow']
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
  deleteCallflowsById: {
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
  getCampaigns: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        status?: 'draft' | 'active' | 'paused' | 'canceled' | 'finished'
        /** @description Part of the name. */
        text?: string
        archived?: string
        /** @description By id; `desc` begins with the newest, where Offhook made the ids. */
        order?: 'asc' | 'desc'
        /** @description Count the numbers of each, too. */
        numbers?: string
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
            data: components['schemas']['ListedCampaign'][]
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
  postCampaigns: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @description The id your source uses for it; left out, Offhook makes one. */
          id?: string
          name: string
          /**
           * @default static
           * @enum {string}
           */
          type?: 'static' | 'dynamic'
          /**
           * @default {
           *       "mode": "power"
           *     }
           */
          dialer?: {
            /** @enum {string} */
            mode: 'power' | 'predictive'
          }
          /** Format: uuid */
          phoneSystemId: string
          extensionId: string
          /**
           * @default {
           *       "forHuman": null,
           *       "forMachine": null
           *     }
           */
          callflow?: {
            /** @default null */
            forHuman?: string | null
            /** @default null */
            forMachine?: string | null
          }
          /** Format: date */
          startDate: string
          /** Format: date */
          endDate: string
          timeZoneId: string
          /**
           * @description Names of the variables that every number carries.
           * @default []
           */
          varNames?: string[]
          /**
           * @description Calls to one number, the first included.
           * @default 3
           */
          maxAttempts?: number
          /**
           * @description From a failed call to the next try.
           * @default 60
           */
          retryDelayMinutes?: number
          /**
           * @description The webhooks that are told of the campaign: of the binding kind campaign, in a dialect that tells of campaigns.
           * @default []
           */
          webhookIds?: string[]
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
          'application/json': components['schemas']['Campaign']
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
  getCampaignsById: {
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
          'application/json': components['schemas']['CampaignWithNumbers']
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
  deleteCampaignsById: {
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
  patchCampaignsById: {
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
          name?: string
          /** @enum {string} */
          type?: 'static' | 'dynamic'
          dialer?: {
            /** @enum {string} */
            mode: 'power' | 'predictive'
          }
          /** Format: uuid */
          phoneSystemId?: string
          extensionId?: string
          callflow?: {
            forHuman?: string | null
            forMachine?: string | null
          }
          /** Format: date */
          startDate?: string
          /** Format: date */
          endDate?: string
          timeZoneId?: string
          /** @description Names of the variables that every number carries. */
          varNames?: string[]
          /** @description Calls to one number, the first included. */
          maxAttempts?: number
          /** @description From a failed call to the next try. */
          retryDelayMinutes?: number
          /** @description The webhooks that are told of the campaign: of the binding kind campaign, in a dialect that tells of campaigns. */
          webhookIds?: string[]
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
          'application/json': components['schemas']['Campaign']
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
  postCampaignsByIdActivate: {
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
          'application/json': components['schemas']['Campaign']
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
  postCampaignsByIdPause: {
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
          'application/json': components['schemas']['Campaign']
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
  postCampaignsByIdResume: {
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
          'application/json': components['schemas']['Campaign']
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
  postCampaignsByIdCancel: {
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
          'application/json': components['schemas']['Campaign']
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
  getCampaignsByIdWebhooks: {
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
            data: components['schemas']['Webhook'][]
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
  putCampaignsByIdWebhooks: {
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
          /** @description The webhooks that are told of the campaign: of the binding kind campaign, in a dialect that tells of campaigns. */
          webhookIds: string[]
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
            data: components['schemas']['Webhook'][]
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
  getCampaignsByIdNumbers: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
        state?: 'waiting' | 'retrying' | 'succeeded' | 'failed'
        /** @description Part of the number or of a variable. */
        text?: string
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
            data: components['schemas']['CampaignNumber'][]
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
  postCampaignsByIdNumbers: {
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
          numbers: {
            number: string
            /**
             * @description By the campaign’s variable names; those left out are empty.
             * @default {}
             */
            variables?: {
              [key: string]: string
            }
          }[]
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
          'application/json': {
            ids: string[]
            added: number
            duplicates: number
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
  getCampaignsByIdNumbersByNumberId: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        numberId: string
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
          'application/json': components['schemas']['CampaignNumber']
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
  deleteCampaignsByIdNumbersByNumberId: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        numberId: string
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
  postCampaignsByIdNumbersByNumberIdResults: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        numberId: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @description UUIDv7; the same id again changes nothing. Left out, Offhook makes one. */
          id?: string | null
          /** @default {} */
          call?: {
            id?: string
            from?: string
            source?: string
          }
          data: {
            /** @description What became of the call. */
            result?:
              | ('answered' | 'busy' | 'noAnswer' | 'canceled' | 'notFound' | 'rejected' | 'failed')
              | null
            /** @description When the call started. */
            startedAt?: string | null
            /** @description When it was answered; null: it was not. */
            answeredAt?: string | null
            /** @description When it ended. */
            endedAt?: string | null
            /** @description How long it rang. */
            ringMs?: number | null
            /** @description From start to answer; left out, the times above tell. */
            setupMs?: number | null
            /** @description From answer to end; left out, the times above tell. */
            talkMs?: number | null
            /** @description From start to end; left out, the times above tell. */
            durationMs?: number | null
            /** @description Who hung up. */
            endedBy?: ('caller' | 'callee' | 'system') | null
            /** @description The final response to the call. */
            sip?:
              | ({
                  /** @description Status code, such as 486. */
                  code: number
                  /** @description Reason phrase, such as Busy Here. */
                  reason?: string | null
                } & {
                  [key: string]: unknown
                })
              | null
            /** @description Final responses of the branches behind it. */
            downstreamSipCodes?: number[] | null
            /** @description Why the end is a conclusion rather than seen, such as: no BYE seen. */
            inferred?: string | null
            /** @description The complete transcript. */
            transcript?:
              | ({
                  /**
                   * @description Who spoke: by role (ai, agent: a person on our side, customer) or by side of the call (caller, callee).
                   * @enum {string}
                   */
                  speaker: 'ai' | 'agent' | 'customer' | 'caller' | 'callee'
                  /** @description What was said. */
                  text: string
                  /** @description When it was said. */
                  at?: string | null
                  /** @description Start, in milliseconds from the start of the call. */
                  startMs?: number | null
                  /** @description End, in milliseconds from the start of the call. */
                  endMs?: number | null
                  /** @description The time exactly as the source wrote it; the salpre dialect hands it on instead of `at`. */
                  timestamp?: string | null
                } & {
                  [key: string]: unknown
                })[]
              | null
            /** @description What the dialer knows of a call of a campaign. */
            dialer?:
              | ({
                  /** @description The campaign as it was then. */
                  campaign?:
                    | ({
                        /** @description Name of the campaign. */
                        name?: string | null
                        /** @description Names of the variables every number carries. */
                        varNames?: string[] | null
                      } & {
                        [key: string]: unknown
                      })
                    | null
                  /** @description Values of the variables, in the order of their names. */
                  varValues?: string[] | null
                  /** @description Which try to reach this number it was, from 1. */
                  attempt?: number | null
                  /** @description The phone system the call was dialed over. */
                  phoneSystem?:
                    | ({
                        /** @description Its id. */
                        id: string
                        /** @description Its name. */
                        name: string
                        /** @description The extension of the phone system that dials. */
                        extension?:
                          | ({
                              /** @description Its id. */
                              id: string
                              /** @description Its name. */
                              name: string
                            } & {
                              [key: string]: unknown
                            })
                          | null
                      } & {
                        [key: string]: unknown
                      })
                    | null
                  /** @description IANA time zone the campaign runs in. */
                  timeZoneId?: string | null
                  /** @description What dialling led to, in the words of the dialer; left out, `result` tells. */
                  ringResult?: string | null
                  /** @description Who answered: human, machine, or another word of the dialer. */
                  answerType?: string | null
                  /** @description The callflow that ran. */
                  callflow?:
                    | ({
                        /** @description Its id. */
                        id: string
                        /** @description Its name. */
                        name: string
                      } & {
                        [key: string]: unknown
                      })
                    | null
                  /** @description Why the call ended, such as callflowComplete. */
                  endType?: string | null
                  /** @description The last action of the callflow that ran. */
                  lastAction?:
                    | ({
                        /** @description Its id. */
                        id: string
                        /** @description textPrompt, wavPrompt, dtmfInput, transferCall, dropCall or another. */
                        type: string
                      } & {
                        [key: string]: unknown
                      })
                    | null
                  /** @description What the callflow gathered, in the order in which it did. */
                  gatheredData?:
                    | ({
                        /** @description What was asked for. */
                        name: string
                        /** @description What was given. */
                        value: string
                      } & {
                        [key: string]: unknown
                      })[]
                    | null
                  /** @description How the campaign counts the call: success, failure or another word of the dialer. */
                  outcome?: string | null
                  /** @description When the number is dialed again; null: not again. */
                  retryAt?: string | null
                } & {
                  [key: string]: unknown
                })
              | null
          } & {
            [key: string]: unknown
          }
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
          'application/json': {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            eventId: string
            callId: string
            number: components['schemas']['CampaignNumber']
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
  postCampaignsByIdNumbersImport: {
    parameters: {
      query?: {
        numberColumn?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'text/csv': string
      }
    }
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NumberImport']
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
  getCampaignsByIdImports: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
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
            data: components['schemas']['NumberImport'][]
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
  getCampaignsByIdImportsByImportId: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        importId: string
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
          'application/json': components['schemas']['NumberImport']
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
  getCampaignsByIdImportsByImportIdRefusedRows: {
    parameters: {
      query?: {
        /** @description nextCursor of the page before. */
        cursor?: string
        /** @description How many to show. */
        limit?: number
      }
      header?: never
      path: {
        id: string
        importId: string
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
            data: components['schemas']['RefusedRow'][]
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
  putCallsByIdAnalysis: {
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
          /** @description The people on our side who took part. */
          users?:
            | ({
                /** @description Id of the user in the account. */
                id: string
                /** @description Id of the account at the vendor. */
                accountId?: string | null
                /** @description Id that is unique over all accounts; left out, account id and id joined. */
                fullId?: string | null
                /** @description First name. */
                firstName?: string | null
                /** @description Last name. */
                lastName?: string | null
                /** @description Full name; left out, first and last name joined. */
                fullName?: string | null
              } & {
                [key: string]: unknown
              })[]
            | null
          /** @description Who made the analysis. */
          provider?:
            | ({
                /** @description The language model vendor. */
                llm?: string | null
              } & {
                [key: string]: unknown
              })
            | null
          /** @description Completed playbooks (call scenarios); null: looked for and none completed, left out: not looked for. */
          playbooks?:
            | ({
                /** @description Id of the playbook. */
                id?: string | null
                /** @description Name of the playbook. */
                name: string
                /** @description Recorded answers; null where the question was left open. */
                answers?:
                  | ({
                      /** @description What the playbook asks. */
                      question: string
                      /** @description What was answered. */
                      answer: string | null
                    } & {
                      [key: string]: unknown
                    })[]
                  | null
                /** @description How the conversation was classified. */
                classifications?:
                  | ({
                      /** @description What was classified. */
                      name: string
                      /** @description As what. */
                      value: string
                    } & {
                      [key: string]: unknown
                    })[]
                  | null
              } & {
                [key: string]: unknown
              })[]
            | null
          /** @description The conversation in one line. */
          headline?: string | null
          /** @description Summary of the conversation; left out if none was made. */
          summary?:
            | ({
                /** @description The summary itself. */
                content: string
                /** @description Its points, one by one. */
                keyPoints?: string[] | null
                /** @description What it was about. */
                topics?: string[] | null
              } & {
                [key: string]: unknown
              })
            | null
          /** @description What is to be done. */
          actionItems?:
            | ({
                /** @description The task. */
                content: string
              } & {
                [key: string]: unknown
              })[]
            | null
          /** @description What else was talked about. */
          smallTalk?:
            | ({
                /** @description The topic. */
                topic: string
                /** @description What was said about it. */
                description: string
              } & {
                [key: string]: unknown
              })[]
            | null
          /**
           * @description Send the call log with this analysis now, even if it went out before.
           * @default false
           */
          sendAgain?: boolean
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
            /** @description Whether the call log was made. */
            isLogged: boolean
            /** @description The event that was sent, if any. */
            eventId: string | null
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
  getIntegrationsCustomWebhook: {
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
          'application/json': components['schemas']['CustomWebhookPanel']
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
  putIntegrationsCustomWebhook: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          enabled: boolean
          /** @description Where events are POSTed. */
          url: string
          /**
           * @description Additional headers; a value given as ******** stays as it is.
           * @default {}
           */
          headers?: {
            [key: string]: string
          }
          /** @description Names of the chosen events, such as call_ended. */
          events: string[]
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
          'application/json': components['schemas']['CustomWebhookPanel']
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
  postIntegrationsCustomWebhookTest: {
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
            results: {
              event: string
              isSuccess: boolean
              attempt: components['schemas']['Attempt']
            }[]
            /** @description Events whose tests still wait. The deliveries show how they go on. */
            unanswered: string[]
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
          /** @description Webhooks that failed for so many hours without any success are disabled; null: never. */
          disableFailingAfterHours?: number | null
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
        'application/json': {
          apiKey?: string
          linkToken?: string
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
