export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      credit_packages: {
        Row: {
          created_at: string
          credits: number
          currency: string
          id: string
          interval_days: number | null
          is_active: boolean
          kind: Database['public']['Enums']['credit_plan']
          name: string
          position: number
          price: number
          slug: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          credits: number
          currency: string
          id?: string
          interval_days?: number | null
          is_active?: boolean
          kind: Database['public']['Enums']['credit_plan']
          name: string
          position?: number
          price: number
          slug: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          credits?: number
          currency?: string
          id?: string
          interval_days?: number | null
          is_active?: boolean
          kind?: Database['public']['Enums']['credit_plan']
          name?: string
          position?: number
          price?: number
          slug?: string
          updated_at?: string
        }
        Relationships: []
      }
      credit_transactions: {
        Row: {
          actor_id: string | null
          balance_after: number
          created_at: string
          delta: number
          id: number
          idempotency_key: string | null
          reason: string
          user_credits_id: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          balance_after: number
          created_at: string
          delta: number
          id?: never
          idempotency_key?: string | null
          reason: string
          user_credits_id: string
          user_id: string
        }
        Update: {
          actor_id?: string | null
          balance_after?: number
          created_at?: string
          delta?: number
          id?: never
          idempotency_key?: string | null
          reason?: string
          user_credits_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'credit_transactions_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      notice_preferences: {
        Row: {
          id: string
          order_emails: boolean
          unsubscribe_token: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          id?: string
          order_emails?: boolean
          unsubscribe_token?: string
          updated_at?: string
          user_id: string
        }
        Update: {
          id?: string
          order_emails?: boolean
          unsubscribe_token?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notice_preferences_user_id_fkey'
            columns: ['user_id']
            isOneToOne: true
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      notices: {
        Row: {
          attempts: number
          channel: Database['public']['Enums']['notice_channel']
          created_at: string
          data: NonNullable<Json>
          dedupe_key: string
          due_at: string
          id: string
          kind: string
          last_error: string | null
          lease: string | null
          leased_until: string | null
          push_subscription_id: string | null
          seq: number
          settled_at: string | null
          state: Database['public']['Enums']['notice_state']
          stream: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          attempts?: number
          channel: Database['public']['Enums']['notice_channel']
          created_at?: string
          data: NonNullable<Json>
          dedupe_key: string
          due_at?: string
          id?: string
          kind: string
          last_error?: string | null
          lease?: string | null
          leased_until?: string | null
          push_subscription_id?: string | null
          seq?: never
          settled_at?: string | null
          state?: Database['public']['Enums']['notice_state']
          stream: string
          user_id: string
        }
        Update: {
          attempts?: number
          channel?: Database['public']['Enums']['notice_channel']
          created_at?: string
          data?: NonNullable<Json>
          dedupe_key?: string
          due_at?: string
          id?: string
          kind?: string
          last_error?: string | null
          lease?: string | null
          leased_until?: string | null
          push_subscription_id?: string | null
          seq?: never
          settled_at?: string | null
          state?: Database['public']['Enums']['notice_state']
          stream?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notices_push_subscription_id_fkey'
            columns: ['push_subscription_id']
            isOneToOne: false
            referencedRelation: 'push_subscriptions'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'notices_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      notifications: {
        Row: {
          created_at: string
          id: string
          link: string | null
          message: string
          read_at: string | null
          title: string
          type: Database['public']['Enums']['notification_type']
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          link?: string | null
          message: string
          read_at?: string | null
          title: string
          type?: Database['public']['Enums']['notification_type']
          user_id: string
        }
        Update: {
          created_at?: string
          id?: string
          link?: string | null
          message?: string
          read_at?: string | null
          title?: string
          type?: Database['public']['Enums']['notification_type']
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notifications_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      order_events: {
        Row: {
          actor_id: string | null
          created_at: string
          data: NonNullable<Json>
          id: number
          kind: Database['public']['Enums']['order_event_kind']
          order_id: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          created_at: string
          data: NonNullable<Json>
          id?: never
          kind: Database['public']['Enums']['order_event_kind']
          order_id: string
        }
        Update: {
          actor_id?: string | null
          created_at?: string
          data?: NonNullable<Json>
          id?: never
          kind?: Database['public']['Enums']['order_event_kind']
          order_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'order_events_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
        ]
      }
      order_items: {
        Row: {
          id: string
          name: string
          order_id: string
          product_id: string
          quantity: number
          unit_price: number
        }
        ComputedFields: never
        Insert: {
          id?: string
          name: string
          order_id: string
          product_id: string
          quantity: number
          unit_price: number
        }
        Update: {
          id?: string
          name?: string
          order_id?: string
          product_id?: string
          quantity?: number
          unit_price?: number
        }
        Relationships: [
          {
            foreignKeyName: 'order_items_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'order_items_product_id_fkey'
            columns: ['product_id']
            isOneToOne: false
            referencedRelation: 'products'
            referencedColumns: ['id']
          },
        ]
      }
      order_share_signals: {
        Row: {
          changed_at: string
          id: string
        }
        ComputedFields: never
        Insert: {
          changed_at?: string
          id: string
        }
        Update: {
          changed_at?: string
          id?: string
        }
        Relationships: []
      }
      orders: {
        Row: {
          created_at: string
          currency: string
          delivery_partner_name: string | null
          delivery_partner_phone: string | null
          eta: string | null
          id: string
          idempotency_key: string | null
          location_label: string | null
          location_lat: number | null
          location_lng: number | null
          note: string | null
          order_number: string
          payment_method: Database['public']['Enums']['order_payment_method']
          payment_status: Database['public']['Enums']['order_payment_status']
          razorpay_order_id: string | null
          razorpay_payment_id: string | null
          refund_due: boolean
          ship_address: string
          ship_city: string
          ship_name: string
          ship_phone: string
          ship_postcode: string
          status: Database['public']['Enums']['order_status']
          status_changed_at: string
          subtotal: number
          total: number
          updated_at: string
          user_id: string | null
          version: number
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          currency?: string
          delivery_partner_name?: string | null
          delivery_partner_phone?: string | null
          eta?: string | null
          id?: string
          idempotency_key?: string | null
          location_label?: string | null
          location_lat?: number | null
          location_lng?: number | null
          note?: string | null
          order_number: string
          payment_method: Database['public']['Enums']['order_payment_method']
          payment_status?: Database['public']['Enums']['order_payment_status']
          razorpay_order_id?: string | null
          razorpay_payment_id?: string | null
          refund_due?: never
          ship_address: string
          ship_city: string
          ship_name: string
          ship_phone: string
          ship_postcode: string
          status?: Database['public']['Enums']['order_status']
          status_changed_at?: string
          subtotal: number
          total: number
          updated_at?: string
          user_id?: string | null
          version?: number
        }
        Update: {
          created_at?: string
          currency?: string
          delivery_partner_name?: string | null
          delivery_partner_phone?: string | null
          eta?: string | null
          id?: string
          idempotency_key?: string | null
          location_label?: string | null
          location_lat?: number | null
          location_lng?: number | null
          note?: string | null
          order_number?: string
          payment_method?: Database['public']['Enums']['order_payment_method']
          payment_status?: Database['public']['Enums']['order_payment_status']
          razorpay_order_id?: string | null
          razorpay_payment_id?: string | null
          refund_due?: never
          ship_address?: string
          ship_city?: string
          ship_name?: string
          ship_phone?: string
          ship_postcode?: string
          status?: Database['public']['Enums']['order_status']
          status_changed_at?: string
          subtotal?: number
          total?: number
          updated_at?: string
          user_id?: string | null
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'orders_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      payment_events: {
        Row: {
          event_id: string
          id: number
          order_id: string | null
          outcome: Database['public']['Enums']['payment_outcome'] | null
          payload: NonNullable<Json>
          provider: string
          received_at: string
        }
        ComputedFields: never
        Insert: {
          event_id: string
          id?: never
          order_id?: string | null
          outcome?: Database['public']['Enums']['payment_outcome'] | null
          payload: NonNullable<Json>
          provider: string
          received_at?: string
        }
        Update: {
          event_id?: string
          id?: never
          order_id?: string | null
          outcome?: Database['public']['Enums']['payment_outcome'] | null
          payload?: NonNullable<Json>
          provider?: string
          received_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'payment_events_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
        ]
      }
      plan_changes: {
        Row: {
          actor_email: string | null
          actor_id: string | null
          after: Json | null
          before: Json | null
          changed_at: string
          id: number
          op: string
          plan_id: string
          restored_version: number | null
          version: number
        }
        ComputedFields: never
        Insert: {
          actor_email?: string | null
          actor_id?: string | null
          after?: Json | null
          before?: Json | null
          changed_at: string
          id?: never
          op: string
          plan_id: string
          restored_version?: number | null
          version: number
        }
        Update: {
          actor_email?: string | null
          actor_id?: string | null
          after?: Json | null
          before?: Json | null
          changed_at?: string
          id?: never
          op?: string
          plan_id?: string
          restored_version?: number | null
          version?: number
        }
        Relationships: []
      }
      plan_departures: {
        Row: {
          left_at: string
          plan_id: string
        }
        ComputedFields: never
        Insert: {
          left_at: string
          plan_id: string
        }
        Update: {
          left_at?: string
          plan_id?: string
        }
        Relationships: []
      }
      plan_followers: {
        Row: {
          created_at: string
          id: string
          plan_id: string
          unfollowed_at: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          plan_id: string
          unfollowed_at?: string | null
          user_id: string
        }
        Update: {
          created_at?: string
          id?: string
          plan_id?: string
          unfollowed_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'plan_followers_plan_id_fkey'
            columns: ['plan_id']
            isOneToOne: false
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'plan_followers_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      plan_holdings: {
        Row: {
          changed_at: string
          plan_id: string
        }
        ComputedFields: never
        Insert: {
          changed_at?: string
          plan_id: string
        }
        Update: {
          changed_at?: string
          plan_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'plan_holdings_plan_id_fkey'
            columns: ['plan_id']
            isOneToOne: true
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
        ]
      }
      plans: {
        Row: {
          created_at: string
          currency: string
          description: string
          duration_days: number
          id: string
          is_active: boolean
          max_amount: number
          min_amount: number
          name: string
          roi_percent: number
          updated_at: string
          updated_by: string | null
          version: number
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          currency?: string
          description?: string
          duration_days: number
          id?: string
          is_active?: boolean
          max_amount: number
          min_amount: number
          name: string
          roi_percent: number
          updated_at?: string
          updated_by?: string | null
          version?: number
        }
        Update: {
          created_at?: string
          currency?: string
          description?: string
          duration_days?: number
          id?: string
          is_active?: boolean
          max_amount?: number
          min_amount?: number
          name?: string
          roi_percent?: number
          updated_at?: string
          updated_by?: string | null
          version?: number
        }
        Relationships: []
      }
      product_departures: {
        Row: {
          left_at: string
          product_id: string
        }
        ComputedFields: never
        Insert: {
          left_at: string
          product_id: string
        }
        Update: {
          left_at?: string
          product_id?: string
        }
        Relationships: []
      }
      products: {
        Row: {
          category: string
          created_at: string
          currency: string
          description: string
          id: string
          image_path: string | null
          is_active: boolean
          name: string
          price: number
          slug: string
          stock: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          category?: string
          created_at?: string
          currency?: string
          description?: string
          id?: string
          image_path?: string | null
          is_active?: boolean
          name: string
          price: number
          slug: string
          stock?: number
          updated_at?: string
        }
        Update: {
          category?: string
          created_at?: string
          currency?: string
          description?: string
          id?: string
          image_path?: string | null
          is_active?: boolean
          name?: string
          price?: number
          slug?: string
          stock?: number
          updated_at?: string
        }
        Relationships: []
      }
      profiles: {
        Row: {
          avatar_url: string | null
          created_at: string
          display_name: string
          email: string | null
          id: string
          role: Database['public']['Enums']['app_role']
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          avatar_url?: string | null
          created_at?: string
          display_name: string
          email?: string | null
          id: string
          role?: Database['public']['Enums']['app_role']
          updated_at?: string
        }
        Update: {
          avatar_url?: string | null
          created_at?: string
          display_name?: string
          email?: string | null
          id?: string
          role?: Database['public']['Enums']['app_role']
          updated_at?: string
        }
        Relationships: []
      }
      push_subscriptions: {
        Row: {
          auth: string
          created_at: string
          endpoint: string
          id: string
          label: string
          p256dh: string
          removed_at: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          auth: string
          created_at?: string
          endpoint: string
          id?: string
          label?: string
          p256dh: string
          removed_at?: string | null
          user_id: string
        }
        Update: {
          auth?: string
          created_at?: string
          endpoint?: string
          id?: string
          label?: string
          p256dh?: string
          removed_at?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'push_subscriptions_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      user_credits: {
        Row: {
          created_at: string
          credits: number
          expires_at: string | null
          id: string
          membership: string | null
          plan_type: Database['public']['Enums']['credit_plan']
          status: Database['public']['Enums']['credit_status']
          subscription_id: string | null
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          credits?: number
          expires_at?: string | null
          id?: string
          membership?: string | null
          plan_type?: Database['public']['Enums']['credit_plan']
          status?: Database['public']['Enums']['credit_status']
          subscription_id?: string | null
          updated_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          credits?: number
          expires_at?: string | null
          id?: string
          membership?: string | null
          plan_type?: Database['public']['Enums']['credit_plan']
          status?: Database['public']['Enums']['credit_status']
          subscription_id?: string | null
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'user_credits_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      user_plans: {
        Row: {
          amount: number
          currency: string
          duration_days: number
          ends_at: string
          id: string
          idempotency_key: string | null
          plan_id: string | null
          plan_name: string
          roi_percent: number
          started_at: string
          status: Database['public']['Enums']['user_plan_status']
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          amount: number
          currency: string
          duration_days: number
          ends_at: string
          id?: string
          idempotency_key?: string | null
          plan_id?: string | null
          plan_name: string
          roi_percent: number
          started_at?: string
          status?: Database['public']['Enums']['user_plan_status']
          updated_at?: string
          user_id: string
        }
        Update: {
          amount?: number
          currency?: string
          duration_days?: number
          ends_at?: string
          id?: string
          idempotency_key?: string | null
          plan_id?: string | null
          plan_name?: string
          roi_percent?: number
          started_at?: string
          status?: Database['public']['Enums']['user_plan_status']
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'user_plans_plan_id_fkey'
            columns: ['plan_id']
            isOneToOne: false
            referencedRelation: 'plans'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'user_plans_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      attach_payment_order: {
        Args: { order_id: string; razorpay_order_id: string; shopper_id: string }
        Returns: string
      }
      cancel_membership: { Args: { id: string }; Returns: Json }
      cancel_order: { Args: { order_id: string }; Returns: Json }
      claim_notices: { Args: { batch?: number; lease_seconds?: number }; Returns: Json }
      complete_user_plans: { Args: Record<PropertyKey, never>; Returns: number }
      correct_credits: {
        Args: { delta: number; idempotency_key: string; reason: string; user_id: string }
        Returns: Json
      }
      delete_plan: { Args: { id: string; version: number }; Returns: Json }
      drop_push_subscription: { Args: { id: string }; Returns: undefined }
      expire_credits: { Args: Record<PropertyKey, never>; Returns: number }
      export_orders: {
        Args: {
          before_created_at?: string
          before_id?: string
          page_limit?: number
          payment?: string
          search?: string
          statuses?: Database['public']['Enums']['order_status'][]
        }
        Returns: Json
      }
      follow_plan: { Args: { plan_id: string }; Returns: undefined }
      get_admin_overview: { Args: { feed_limit?: number }; Returns: Json }
      get_credit_account: { Args: { entry_limit?: number }; Returns: Json }
      get_live_health: { Args: { tables: string[] }; Returns: Json }
      get_my_orders: {
        Args: { before_created_at?: string; before_id?: string; page_limit?: number }
        Returns: Json
      }
      get_notice_desk: { Args: { page_limit?: number }; Returns: Json }
      get_notice_settings: { Args: Record<PropertyKey, never>; Returns: Json }
      get_notifications: {
        Args: { before_created_at?: string; before_id?: string; page_limit?: number }
        Returns: Json
      }
      get_order: { Args: { order_id: string }; Returns: Json }
      get_order_analytics: { Args: { days?: number; time_zone?: string }; Returns: Json }
      get_order_desk: {
        Args: {
          page_limit?: number
          page_offset?: number
          payment?: string
          search?: string
          sort?: string
          statuses?: Database['public']['Enums']['order_status'][]
        }
        Returns: Json
      }
      get_plan_catalog: { Args: { plan_id?: string }; Returns: Json }
      get_plan_desk: { Args: Record<PropertyKey, never>; Returns: Json }
      get_plan_events: { Args: { after?: number; page_limit?: number; plan_id?: string }; Returns: Json }
      get_plan_feed: { Args: { plan_id?: string }; Returns: Json }
      get_plan_impact: { Args: { plan_id: string }; Returns: Json }
      get_public_profiles: {
        Args: { user_ids: string[] }
        Returns: {
          avatar_url: string
          display_name: string
          id: string
        }[]
      }
      get_shared_order: { Args: { token: string }; Returns: Json }
      get_shop: { Args: Record<PropertyKey, never>; Returns: Json }
      get_user_plans: { Args: Record<PropertyKey, never>; Returns: Json }
      grant_credits: {
        Args: { amount: number; idempotency_key: string; reason: string; user_id: string }
        Returns: Json
      }
      import_plans: { Args: { dry_run?: boolean; idempotency_key?: string; rows: Json }; Returns: Json }
      invest: {
        Args: { amount: number; idempotency_key: string; plan_id: string; plan_version?: number }
        Returns: Json
      }
      list_creators: {
        Args: { page_limit?: number; page_offset?: number; search?: string }
        Returns: {
          credits: number
          display_name: string
          email: string
          last_change_at: string
          membership: string
          role: Database['public']['Enums']['app_role']
          user_id: string
        }[]
      }
      mark_all_notifications_read: { Args: Record<PropertyKey, never>; Returns: number }
      mark_notification_read: { Args: { id: string }; Returns: undefined }
      next_order_statuses: {
        Args: { status: Database['public']['Enums']['order_status'] }
        Returns: Database['public']['Enums']['order_status'][]
      }
      place_order: {
        Args: {
          expected_total?: number
          idempotency_key: string
          items: Json
          payment_method: Database['public']['Enums']['order_payment_method']
          shipping: Json
        }
        Returns: Json
      }
      purchase_credits: { Args: { idempotency_key: string; package: string }; Returns: Json }
      read_as_of: { Args: Record<PropertyKey, never>; Returns: string }
      record_payment: {
        Args: {
          amount: number
          currency: string
          event_id: string
          payload?: Json
          provider: string
          razorpay_order_id: string
          razorpay_payment_id: string
          status: Database['public']['Enums']['order_payment_status']
        }
        Returns: Json
      }
      release_unpaid_orders: { Args: { max_orders?: number }; Returns: number }
      remove_push_subscription: { Args: { id: string }; Returns: undefined }
      restore_plan: { Args: { plan_id: string; version: number }; Returns: Json }
      retry_notice: { Args: { id: string }; Returns: undefined }
      revoke_order_shares: { Args: { order_id: string }; Returns: number }
      save_plan: {
        Args: { id: string; idempotency_key?: string; patch: Json; version: number }
        Returns: Json
      }
      save_push_subscription: {
        Args: { auth: string; endpoint: string; label?: string; p256dh: string }
        Returns: string
      }
      send_notification: {
        Args: {
          idempotency_key?: string
          link?: string
          message: string
          title: string
          type?: Database['public']['Enums']['notification_type']
          user_id: string
        }
        Returns: Json
      }
      set_order_emails: { Args: { enabled: boolean }; Returns: undefined }
      set_role: {
        Args: { role: Database['public']['Enums']['app_role']; user_id: string }
        Returns: undefined
      }
      settle_notice: {
        Args: { error?: string; id: string; lease: string; outcome: string; retry_in_seconds?: number }
        Returns: boolean
      }
      share_order: { Args: { days?: number; order_id: string }; Returns: Json }
      spend_credits: { Args: { amount: number; idempotency_key: string; reason: string }; Returns: Json }
      touch_profile: { Args: Record<PropertyKey, never>; Returns: undefined }
      unfollow_plan: { Args: { plan_id: string }; Returns: undefined }
      unsubscribe_from_emails: { Args: { token: string }; Returns: undefined }
      update_profile: { Args: { avatar_url: string; display_name: string }; Returns: undefined }
      update_tracking: { Args: { order_id: string; patch: Json; version: number }; Returns: Json }
    }
    Enums: {
      app_role: 'member' | 'teacher' | 'admin'
      credit_plan: 'subscription' | 'one_time'
      credit_status: 'active' | 'expired' | 'cancelled'
      notice_channel: 'email' | 'push'
      notice_state: 'queued' | 'sending' | 'sent' | 'skipped' | 'failed'
      notification_type: 'success' | 'error' | 'warning' | 'info'
      order_event_kind: 'status' | 'location' | 'partner' | 'payment' | 'eta' | 'note'
      order_payment_method: 'razorpay' | 'cod'
      order_payment_status: 'pending' | 'paid' | 'failed' | 'refunded'
      order_status:
        | 'placed'
        | 'confirmed'
        | 'packed'
        | 'shipped'
        | 'out_for_delivery'
        | 'delivered'
        | 'cancelled'
        | 'returned'
      payment_outcome: 'applied' | 'ignored' | 'extra_payment' | 'wrong_amount' | 'unknown_order'
      user_plan_status: 'active' | 'completed' | 'cancelled'
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema['Enums']
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      app_role: ['member', 'teacher', 'admin'],
      credit_plan: ['subscription', 'one_time'],
      credit_status: ['active', 'expired', 'cancelled'],
      notice_channel: ['email', 'push'],
      notice_state: ['queued', 'sending', 'sent', 'skipped', 'failed'],
      notification_type: ['success', 'error', 'warning', 'info'],
      order_event_kind: ['status', 'location', 'partner', 'payment', 'eta', 'note'],
      order_payment_method: ['razorpay', 'cod'],
      order_payment_status: ['pending', 'paid', 'failed', 'refunded'],
      order_status: [
        'placed',
        'confirmed',
        'packed',
        'shipped',
        'out_for_delivery',
        'delivered',
        'cancelled',
        'returned',
      ],
      payment_outcome: ['applied', 'ignored', 'extra_payment', 'wrong_amount', 'unknown_order'],
      user_plan_status: ['active', 'completed', 'cancelled'],
    },
  },
} as const
