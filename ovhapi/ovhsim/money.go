package ovhsim

// billingRoutes are the bills, orders and payments of the account. It has none
// yet.
func billingRoutes() []route {
	return joined(
		[]route{
			{method: "GET", path: "/me/credit/balance", about: "List vouchers and other credit", response: "string[]", handle: bare},
			{method: "GET", path: "/me/debtAccount", about: "Show what the account owes", response: "billing.Debt", handle: fixed(map[string]any{"active": false, "dueAmount": noMoney, "todoAmount": noMoney, "unmaturedAmount": noMoney})},
		},
		table("/me", bare, []row{
			{"GET", "/bill", "List bills", "string[]"},
			{"GET", "/bill/{billId}", "Show a bill and the link to its PDF", "billing.Bill"},
			{"GET", "/bill/{billId}/debt", "Show what is owed on a bill", "debt.Debt"},
			{"POST", "/bill/{billId}/debt/pay", "Order the payment of a bill", "billing.Order"},
			{"GET", "/bill/{billId}/details", "List the lines of a bill", "string[]"},
			{"GET", "/bill/{billId}/details/{billDetailId}", "Show a line of a bill", "billing.BillDetail"},
			{"GET", "/bill/{billId}/payment", "Show how a bill was paid", "billing.Payment"},
			{"GET", "/order", "List orders", "long[]"},
			{"GET", "/order/{orderId}", "Show an order", "billing.Order"},
			{"GET", "/order/{orderId}/associatedObject", "Show what came of an order", "order.AssociatedObject"},
			{"GET", "/order/{orderId}/details", "List the lines of an order", "long[]"},
			{"GET", "/order/{orderId}/details/{orderDetailId}", "Show a line of an order", "billing.OrderDetail"},
			{"POST", "/order/{orderId}/pay", "Pay an order", "void"},
			{"POST", "/order/{orderId}/payWithRegisteredPaymentMean", "Pay an order with a means of payment that is kept", "void"},
			{"GET", "/order/{orderId}/payment", "Show how an order was paid", "billing.Payment"},
			{"GET", "/order/{orderId}/status", "Tell how far an order is", "billing.order.OrderStatusEnum"},
			{"GET", "/deposit", "List deposits", "string[]"},
			{"GET", "/deposit/{depositId}", "Show a deposit", "billing.Deposit"},
			{"GET", "/deposit/{depositId}/details", "List the lines of a deposit", "string[]"},
			{"GET", "/deposit/{depositId}/paidBills", "List bills paid from a deposit", "string[]"},
			{"GET", "/deposit/{depositId}/payment", "Show how a deposit was paid", "billing.Payment"},
			{"GET", "/refund", "List refunds", "string[]"},
			{"GET", "/refund/{refundId}", "Show a refund", "billing.Refund"},
			{"GET", "/refund/{refundId}/details", "List the lines of a refund", "string[]"},
			{"GET", "/refund/{refundId}/details/{refundDetailId}", "Show a line of a refund", "billing.RefundDetail"},
			{"GET", "/refund/{refundId}/payment", "Show how a refund was paid", "billing.Payment"},
			{"GET", "/consumption/usage/current", "List use since the last bill", "consumption.Transaction[]"},
			{"GET", "/consumption/usage/forecast", "List the use expected until the next bill", "consumption.Transaction[]"},
			{"GET", "/consumption/usage/history", "List use of past months", "consumption.Transaction[]"},
			{"GET", "/credit/balance/{balanceName}", "Show a credit", "billing.credit.Balance"},
			{"GET", "/credit/balance/{balanceName}/movement", "List what changed a credit", "long[]"},
			{"GET", "/credit/balance/{balanceName}/movement/{movementId}", "Show a change of a credit", "billing.credit.balance.Movement"},
			{"GET", "/debtAccount/debt", "List debts", "long[]"},
			{"GET", "/debtAccount/debt/{debtId}", "Show a debt", "debt.Debt"},
			{"GET", "/payment/method", "List means of payment", "long[]"},
			{"GET", "/payment/method/{paymentMethodId}", "Show a means of payment", "payment.Method"},
			{"PUT", "/payment/method/{paymentMethodId}", "Change a means of payment", "void"},
			{"DELETE", "/payment/method/{paymentMethodId}", "Forget a means of payment", "void"},
		}),
	)
}

// noMoney is an amount as the API writes it.
var noMoney = map[string]any{"currencyCode": "CAD", "text": "$0.00 CAD", "value": 0}

// cartRoutes are the cart, and what follows an order.
func cartRoutes() []route {
	carts := shelf{kind: "order.cart.Cart", key: "cartId", needs: []string{"ovhSubsidiary"}, fill: newCart}
	return joined(
		carts.routes("/order/cart", "cartId", shelved{"List carts", "Begin a cart", "Show a cart", "Change a cart", "Remove a cart"}),
		table("/order/cart/{cartId}", inCart(carts), []row{
			{"POST", "/assign", "Take the cart into this account", "void"},
			{"GET", "/checkout", "Show what the order would be", "order.Order"},
			{"POST", "/checkout", "Order what is in the cart", "order.Order"},
			{"GET", "/item", "List what is in the cart", "long[]"},
			{"GET", "/item/{itemId}", "Show something in the cart", "order.cart.Item"},
			{"DELETE", "/item/{itemId}", "Take something out of the cart", "void"},
			{"POST", "/item/{itemId}/configuration", "Set an option of something in the cart", "order.cart.ConfigurationItem"},
			{"GET", "/domain", "List offers for a domain", "order.cart.ProductInformation[]"},
			{"POST", "/domain", "Put a domain into the cart", "order.cart.Item"},
			{"GET", "/dns", "List offers for a zone", "order.cart.GenericProductDefinition[]"},
			{"POST", "/dns", "Put a zone into the cart", "order.cart.Item"},
			{"GET", "/cloud", "List offers for a cloud project", "order.cart.GenericProductDefinition[]"},
			{"POST", "/cloud", "Put a cloud project into the cart", "order.cart.Item"},
			{"GET", "/ip", "List offers for addresses", "order.cart.GenericProductDefinition[]"},
			{"POST", "/ip", "Put addresses into the cart", "order.cart.Item"},
			{"GET", "/vps", "List offers for a VPS", "order.cart.GenericProductDefinition[]"},
			{"POST", "/vps", "Put a VPS into the cart", "order.cart.Item"},
			{"GET", "/baremetalServers", "List offers for a dedicated server", "order.cart.GenericProductDefinition[]"},
			{"POST", "/baremetalServers", "Put a dedicated server into the cart", "order.cart.Item"},
		}),
	)
}

func newCart(c *call, it map[string]any) map[string]any {
	it["cartId"], it["items"], it["readOnly"], it["expire"] = random(16), []int64{}, false, date(c.now.AddDate(0, 0, 1))
	return nil
}

// inCart answers below a cart. Nothing is for sale in the invented world.
func inCart(carts shelf) func(*call) answer {
	return func(c *call) answer {
		return carts.holds(2)(c, func() answer {
			if len(c.route.parameters()) == 1 && !c.route.list() && c.route.response != "void" {
				return refuse(badParameter("Nothing can be ordered from this simulated API"))
			}
			return c.bareAfter(1)
		})
	}
}

// serviceRoutes are what all services have in common, by their number.
func serviceRoutes() []route {
	return joined(
		table("/services", bare, []row{
			{"GET", "", "List services by number", "long[]"},
			{"GET", "/{serviceId}", "Show a service", "services.expanded.Service"},
			{"PUT", "/{serviceId}", "Change the name or the end of a service", "void"},
			{"GET", "/{serviceId}/billing/engagement", "Show the engagement of a service", "services.billing.engagement.Engagement"},
			{"PUT", "/{serviceId}/billing/engagement/endRule", "Choose what follows the engagement", "void"},
			{"GET", "/{serviceId}/options", "List options of a service", "services.expanded.Service[]"},
			{"GET", "/{serviceId}/savingsPlans/subscribed", "List savings plans of a service", "savingsPlan.SavingsPlan[]"},
			{"POST", "/{serviceId}/terminate", "Ask for the end of a service", "services.TerminationAnswer"},
			{"POST", "/{serviceId}/terminate/confirm", "Confirm the end of a service", "services.TerminationConfirmation"},
		}),
		table("/service", bare, []row{
			{"GET", "", "List services by number, the earlier way", "long[]"},
			{"GET", "/{serviceId}", "Show a service, the earlier way", "service.Service"},
			{"PUT", "/{serviceId}", "Change the display name of a service", "void"},
			{"POST", "/{serviceId}/terminate", "Ask for the end of a service, the earlier way", "text"},
		}),
	)
}
