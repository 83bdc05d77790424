import { Button, Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../lib/language.tsx'
import { useSetSearch } from '../lib/use-filters.ts'
import { Icon } from '../parts/icons.tsx'
import { Page } from '../parts/page.tsx'
import { CallflowDialog } from './callflow-dialog.tsx'
import { Callflows } from './callflows.tsx'
import { CampaignDialog } from './campaign-dialog.tsx'
import { CampaignList } from './campaign-list.tsx'
import { PhoneSystemDialog } from './phone-system-dialog.tsx'
import { PhoneSystems } from './phone-systems.tsx'

const route = getRouteApi('/shell/campaigns')

export type Making = 'campaigns' | 'phoneSystems' | 'callflows'

/** Campaigns, and what they dial with and run. */
export function Campaigns() {
  const t = useText()
  const search = route.useSearch()
  const setSearch = useSetSearch()
  const view = search.view === 'phoneSystems' || search.view === 'callflows' ? search.view : 'campaigns'
  const [making, setMaking] = useState<Making>()
  const done = () => setMaking(undefined)
  const words = {
    campaigns: t.campaigns.create,
    phoneSystems: t.campaigns.phoneSystems.create,
    callflows: t.campaigns.callflows.create,
  }
  return (
    <Page
      title={t.campaigns.title}
      actions={
        <Button leftSection={<Icon name="plus" />} onClick={() => setMaking(view)}>
          {words[view]}
        </Button>
      }
    >
      <Tabs
        value={view}
        onChange={(value) => setSearch({ view: value === 'campaigns' ? undefined : (value ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {Object.entries(t.campaigns.views).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="campaigns">
          <CampaignList onMake={setMaking} />
        </Tabs.Panel>
        <Tabs.Panel value="phoneSystems">
          <PhoneSystems />
        </Tabs.Panel>
        <Tabs.Panel value="callflows">
          <Callflows />
        </Tabs.Panel>
      </Tabs>
      {making === 'campaigns' && <CampaignDialog onClose={done} />}
      {making === 'phoneSystems' && <PhoneSystemDialog onClose={done} />}
      {making === 'callflows' && <CallflowDialog onClose={done} />}
    </Page>
  )
}
