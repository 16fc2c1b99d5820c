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
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      cancel_membership: { Args: { id: string }; Returns: Json }
      correct_credits: {
        Args: { delta: number; idempotency_key: string; reason: string; user_id: string }
        Returns: Json
      }
      expire_credits: { Args: Record<PropertyKey, never>; Returns: number }
      get_credit_account: { Args: { entry_limit?: number }; Returns: Json }
      get_live_health: { Args: { tables: string[] }; Returns: Json }
      get_public_profiles: {
        Args: { user_ids: string[] }
        Returns: {
          avatar_url: string
          display_name: string
          id: string
        }[]
      }
      grant_credits: {
        Args: { amount: number; idempotency_key: string; reason: string; user_id: string }
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
      purchase_credits: { Args: { idempotency_key: string; package: string }; Returns: Json }
      read_as_of: { Args: Record<PropertyKey, never>; Returns: string }
      set_role: {
        Args: { role: Database['public']['Enums']['app_role']; user_id: string }
        Returns: undefined
      }
      spend_credits: { Args: { amount: number; idempotency_key: string; reason: string }; Returns: Json }
      touch_profile: { Args: Record<PropertyKey, never>; Returns: undefined }
      update_profile: { Args: { avatar_url: string; display_name: string }; Returns: undefined }
    }
    Enums: {
      app_role: 'member' | 'teacher' | 'admin'
      credit_plan: 'subscription' | 'one_time'
      credit_status: 'active' | 'expired' | 'cancelled'
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
    },
  },
} as const
