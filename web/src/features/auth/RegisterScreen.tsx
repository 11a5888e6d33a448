import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { paths } from "@/lib/paths";
import { AuthFooter, AuthLayout } from "./AuthLayout";
import { RegisterForm } from "./RegisterForm";

/** `/register`: with a code typed by hand. */
export function RegisterScreen() {
  const { t } = useTranslation("auth");
  return (
    <AuthLayout title={t("register.title")}>
      <RegisterForm />
      <AuthFooter
        question={t("register.haveAccount")}
        link={
          <Anchor component={Link} to={paths.login}>
            {t("register.toLogin")}
          </Anchor>
        }
      />
    </AuthLayout>
  );
}
